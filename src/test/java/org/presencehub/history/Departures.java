package org.presencehub.history;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.presencehub.history.Told.Transition;

/** Lets users wait until a witness was told that they are gone. Thread-safe. */
final class Departures {
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final Map<Departure, CompletableFuture<Void>> told = new ConcurrentHashMap<>();

    private record Departure(String user, int times) {}

    void hear(Told what) {
        if (what instanceof Transition transition && !transition.online()) {
            times(transition.user(), counts.merge(transition.user(), 1, Integer::sum))
                    .complete(null);
        }
    }

    /** Completes when it was told so many times. */
    CompletableFuture<Void> times(String user, int times) {
        return told.computeIfAbsent(new Departure(user, times), any -> new CompletableFuture<>());
    }
}
