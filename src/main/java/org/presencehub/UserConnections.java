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
     * Ends all connections of a user, who is offline at once unless another one is in its handshake. Their clients are told why. Whoever is
     * online only for the rest of a grace time stays so.
     *
     * <p>This keeps nobody from connecting again: whoever may not has to be refused a token.
     *
     * @param reason {@link DisconnectReason#KICKED} or {@link DisconnectReason#LOGGED_OUT}
     * @param mayReconnect whether the clients are invited to reconnect by themselves
     * @return how many connections this call ended; an unknown user is no error
     * @throws IllegalArgumentException for any other reason
     */
    int disconnect(String userId, DisconnectReason reason, boolean mayReconnect);

    /** {@return how much memory is held for all of them} */
    HeldMemory memory();

    /** {@return the last hundred connections that ended, the latest first} */
    List<EndedConnection> recentlyEnded();
}
