package org.presencehub.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What came of looking for keys so far. Immutable.
 *
 * @param keys the last ones that were read
 * @param failures how often in a row nothing was read since
 * @param failure why not, the last time
 * @param at when it was looked last
 */
record KeyReadState(Optional<KeySet> keys, int failures, String failure, Instant at) {
    static final KeyReadState NONE = new KeyReadState(Optional.empty(), 0, "not read yet", Instant.EPOCH);

    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final Duration MAX_BACKOFF = Duration.ofMinutes(1);
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(10);

    static KeyReadState of(KeySet keys, Instant at) {
        return new KeyReadState(Optional.of(keys), 0, "", at);
    }

    KeyReadState failed(String why, Instant when) {
        return new KeyReadState(keys, failures + 1, why, when);
    }

    /** When to look again with nobody asking for a certain key. */
    Instant due() {
        return failures == 0 && keys.isPresent() ? at.plus(MAX_AGE) : at.plus(backoff());
    }

    /** When to look again for a key that is missing. */
    Instant dueForMissingKey() {
        return at.plus(failures == 0 ? MIN_INTERVAL : backoff());
    }

    /** 1, 2, 4 … 60 s. */
    Duration backoff() {
        Duration doubled = Duration.ofSeconds(failures == 0 ? 0 : 1L << Math.min(failures - 1, 6));
        return doubled.compareTo(MAX_BACKOFF) < 0 ? doubled : MAX_BACKOFF;
    }
}
