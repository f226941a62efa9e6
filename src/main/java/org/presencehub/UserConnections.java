package org.presencehub;

import java.util.List;

/**
 * The connections of all hubs: to look at, and to end; inject it anywhere. Thread-safe, never blocks.
 *
 * <p>A connection counts from the end of its handshake on. It is of the user whom its token names, or whom it is bound to.
 */
public interface UserConnections {
    /** {@return how many there are} */
    int count();

    /** {@return those of a user, the oldest first; none for an unknown user} */
    List<UserConnection> of(String userId);

    /** {@return those with the most bytes waiting to be sent, the fullest first, and none where nothing waits} */
    List<UserConnection> fullest(int atMost);

    /**
     * Ends all connections of a user as {@link DisconnectReason#KICKED}. Their clients are told why. The user is offline at once unless another
     * connection is in its handshake. A user who is online only for the rest of a grace period stays online.
     *
     * <p>This keeps nobody from connecting again: refuse a token to those who may not.
     *
     * @param reconnect whether the clients are invited to reconnect by themselves
     * @return how many connections this call ended; an unknown user is no error
     */
    int kick(String userId, Reconnect reconnect);

    /**
     * Ends all connections of a user, on all devices, as {@link DisconnectReason#LOGGED_OUT}; else as {@link #kick}. No client is invited to reconnect.
     *
     * @return how many connections this call ended; an unknown user is no error
     */
    int logOut(String userId);

    /** {@return how much memory is held for all of them} */
    HeldMemory memory();

    /** {@return the last hundred connections that ended, the latest first} */
    List<EndedConnection> recentlyEnded();
}
