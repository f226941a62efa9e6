package org.presencehub.connection;

import org.jspecify.annotations.Nullable;

/**
 * One whole message of a client, from its arrival until it is done. Thread-safe.
 *
 * <p>A message that changes nothing for those behind it is dealt with when it arrives. Any other has its turn when all that came before it, and
 * asked for a turn, are done.
 */
public final class InboundMessage {
    private final Inbound inbound;
    private final byte[] bytes;
    private final int from;
    private final int to;

    // What follows is confined to the lock of the input.
    @Nullable
    Runnable task; // null once its turn has begun

    @Nullable
    InboundMessage next; // behind it, among those that have asked for a turn

    boolean endsWithConnection; // its turn

    InboundMessage(Inbound inbound, byte[] bytes, int from, int to) {
        this.inbound = inbound;
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** {@return what holds the message; not changed afterwards} */
    public byte[] bytes() {
        return bytes;
    }

    /** {@return where it begins} */
    public int from() {
        return from;
    }

    /** {@return where it ends} */
    public int to() {
        return to;
    }

    int size() {
        return to - from;
    }

    /**
     * Runs the task in the message's turn, which lasts until it is {@linkplain #done done}; never, if the input is discarded before.
     *
     * <p>To be called once, while the message is received. The task must not wait; what it throws ends the connection.
     */
    public void inTurn(Runnable begin) {
        inbound.enqueue(this, begin);
    }

    /** Lets the turn end with the connection, if it lasts so long: for one that waits for something which may never come. */
    public void endWithConnection() {
        inbound.endWithConnection(this);
    }

    /** Takes no more input behind this message, also none that has come. To be called while the message is received. */
    public void endInput() {
        inbound.close();
    }

    /** Ends the turn: the next message has its own, on this thread or on the one that reads. Further calls do nothing. */
    public void done() {
        inbound.done(this);
    }
}
