package org.presencehub.connection;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.presencehub.identity.Caller;

/** Gives each user so many places and no more; those without a user share the places of their address. Thread-safe. */
final class Places {
    private final int perUser; // 0 for no limit
    private final ConcurrentMap<String, Integer> taken = new ConcurrentHashMap<>();

    Places(Capacity capacity) {
        this.perUser = capacity.maxPerUser();
    }

    /**
     * Takes a place.
     *
     * @throws TooManyConnectionsException if the user has them all
     */
    void take(Caller caller) {
        if (perUser > 0) {
            taken.compute(caller.account(), (account, places) -> {
                int before = places == null ? 0 : places;
                if (before == perUser) {
                    throw new TooManyConnectionsException(perUser);
                }
                return before + 1;
            });
        }
    }

    /** Gives a place back. */
    void free(Caller caller) {
        if (perUser > 0) {
            taken.computeIfPresent(caller.account(), (account, places) -> places == 1 ? null : places - 1);
        }
    }
}
