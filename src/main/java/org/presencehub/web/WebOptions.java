package org.presencehub.web;

import java.time.Duration;
import java.util.Optional;
import org.presencehub.auth.DevelopmentIssuer;

/**
 * What the pages offer. Immutable.
 *
 * @param issuer hands out tokens to anybody; only in development mode
 * @param console whether there is a console, its hub included
 * @param queueLimit how many bytes may wait for a client before it is closed as slow
 * @param grace how long after a lost connection a user who comes back has never been away
 */
public record WebOptions(Optional<DevelopmentIssuer> issuer, boolean console, int queueLimit, Duration grace) {
    /** The key of {@link #console}. */
    public static final String CONSOLE = "presencehub.console";
}
