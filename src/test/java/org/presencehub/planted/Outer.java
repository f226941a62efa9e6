package org.presencehub.planted;

import org.presencehub.planted.inner.Inner;

/** Knows a class of a room that knows this one. Immutable. */
public record Outer(Inner inner) {}
