package org.presencehub.connection;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Gives each user so many places and no more. Thread-safe. */
final class Places {
    private final int perUser; // 0 for no limit
    private final ConcurrentMap<String, Integer> taken = new ConcurrentHashMap<>();

    Places(Capacity capacity) {
        this.perUser = capacity.maxPerUser();
    }

    /**
     * Takes a place; nobody's places are without limit.
     *
     * @throws TooManyConnectionsException if the user has them all
     */
    void take(@Nullable String user) {
        if (perUser > 0 && user != null) {
            taken.compute(user, (id, places) -> {
                int before = places == null ? 0 : places;
                if (before == perUser) {
                    throw new TooManyConnectionsException(perUser);
                }
                return before + 1;
            });
        }
    }

    /** Gives a place back. */
    void free(@Nullable String user) {
        if (perUser > 0 && user != null) {
            taken.computeIfPresent(user, (id, places) -> places == 1 ? null : places - 1);
        }
    }
}
