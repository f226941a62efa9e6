package org.presencehub.connection.inbound;

import org.presencehub.DisconnectReason;

/**
 * What a hub does with one connection. Called by one thread at a time, except {@link #refused}, {@link #refreshed}, {@link #sendAway}, {@link #excuse} and {@link #tick}, which may
 * come in the middle of another call, and a little before the first or after the last one. What it throws is logged, and ends the connection.
 */
public interface ConnectionHandler {
    /** A transport has been attached: bytes will come. */
    void opened();

    /** One whole message came, maybe while others wait for their turn. */
    void received(InboundMessage message);

    /**
     * Input was refused, and none will be delivered any more.
     *
     * @param reason {@link DisconnectReason#OVERSIZED} or {@link DisconnectReason#FLOODING}
     * @param size how many bytes there were at least
     * @param limit how many there may be
     */
    void refused(DisconnectReason reason, long size, long limit);

    /**
     * Comes about once a second.
     *
     * @param nanos the time on the connection's clock
     */
    void tick(long nanos);

    /** Of the last second or so, the server has kept the client waiting for so many nanoseconds. May come as {@link #tick} does, before it. */
    default void excuse(long nanos) {}

    /** The client has shown another token, which counts from now on. May come in the middle of another call, which goes on with the one before. */
    default void refreshed() {}

    /**
     * Tells the client why it has to go, and whether it may come again, and ends the connection. May come in the middle of another call.
     *
     * @return whether it did; not if the client has not said hello yet
     */
    default boolean sendAway(DisconnectReason why) {
        return false;
    }

    /** The connection has ended and the last turn is over. Comes exactly once, as the last call. */
    void ended(DisconnectReason reason);
}
