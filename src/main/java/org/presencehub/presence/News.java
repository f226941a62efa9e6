package org.presencehub.presence;

import org.presencehub.OnlineUsers.Snapshot;
import org.presencehub.messaging.Watchers.Watcher;

/** What watchers are told, in the order of the state's changes. Immutable. */
sealed interface News {
    /** A connection watches from now on, and begins with this list. */
    record Joined(Watcher watcher, Snapshot list) implements News {}

    /** A connection watches no more. */
    record Left(String connectionId) implements News {}

    /** A user came or went. */
    record Changed(Transition transition) implements News {}

    /** Everybody gets the list. */
    record Listed(Snapshot list) implements News {}
}
