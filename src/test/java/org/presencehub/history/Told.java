package org.presencehub.history;

import java.util.Set;

/** One thing that a watcher is told. Immutable. */
sealed interface Told {
    /** {@code UserIsOnline} or {@code UserIsOffline}. */
    record Transition(String user, boolean online) implements Told {
        @Override
        public String toString() {
            return (online ? "+" : "-") + user;
        }
    }

    /** {@code GetOnlineUsers}. */
    record Listed(Set<String> users) implements Told {
        public Listed {
            users = Set.copyOf(users);
        }

        @Override
        public String toString() {
            return "a list of " + users.size();
        }
    }

    static Transition came(String user) {
        return new Transition(user, true);
    }

    static Transition went(String user) {
        return new Transition(user, false);
    }

    static Listed list(String... users) {
        return new Listed(Set.of(users));
    }
}
