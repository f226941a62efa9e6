package org.presencehub.presence;

import java.util.List;
import org.presencehub.OnlineUsers.Snapshot;

/**
 * Hears what the board decides, in order, by one thread at a time and under the board's lock, {@link #settled} apart: it must neither block nor
 * call back.
 */
interface PresenceListener {
    /** A connection makes the user online. */
    void connected(String user, String connectionId);

    /** It does so no more; the user may stay online for a grace time. */
    void disconnected(String user, String connectionId);

    /**
     * Users came and went.
     *
     * @param transitions at least one, in the order of their versions
     * @param snapshot who is online behind the last of them
     */
    void changed(List<Transition> transitions, Snapshot snapshot);

    /** A command is done; comes without the lock, and maybe for many commands at once. */
    void settled();
}
