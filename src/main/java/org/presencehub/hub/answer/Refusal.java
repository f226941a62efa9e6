package org.presencehub.hub.answer;

import java.util.function.Supplier;

/**
 * Why a call is not made. Immutable.
 *
 * @param told what the client is told
 * @param why a sentence for the log, without anything that the client made up; asked for only if it is logged
 */
public record Refusal(String told, Supplier<String> why) implements Decision {}
