package org.presencehub.transport.entry;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.presencehub.identity.Caller;

/** Tells clients how long their tokens last, so that they show a fresh one before. Stateless. */
final class TokenLifetime {
    private static final String NAME = "\"tokenLifetimeSeconds\":";

    private TokenLifetime() {}

    /**
     * {@return the member of an object that says so: whole seconds, rounded down; empty if there is no end that we know, or it has come}
     *
     * <p>Any other number than one of 32 bits keeps the .NET client from starting.
     */
    static String member(Caller caller, Instant now) {
        @Nullable Instant end = caller.endsAt();
        return end == null || end.isBefore(now)
                ? ""
                : NAME + Math.min(Integer.MAX_VALUE, Duration.between(now, end).toSeconds());
    }
}
