package org.presencehub.history;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens that are made once for each user. Thread-safe. */
final class Remembered implements Tokens {
    private final Map<String, String> known = new ConcurrentHashMap<>();
    private final Tokens source;

    Remembered(Tokens source) {
        this.source = source;
    }

    @Override
    public String of(String user) {
        return known.computeIfAbsent(user, source::of);
    }
}
