package org.presencehub.connection.outbound;

import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;

/**
 * One way to carry a connection's bytes to its client. Thread-safe.
 *
 * <p>No method blocks or throws. The connection has at most one write under way, but may close in the middle of it.
 */
public interface Transport {
    /** {@return which way into a hub it came by} */
    HubTransport kind();

    /** {@return whether it carries binary batches} */
    default boolean carriesBinary() {
        return true;
    }

    /** {@return whether its own requests show that the client is alive, so that neither side pings} */
    default boolean showsLife() {
        return false;
    }

    /**
     * {@return whether it finds out by itself that the client closes its socket, but cannot ask whether the client is there}
     *
     * <p>A client that is gone without closing it is found by its silence only, if it is one that says something from time to time.
     */
    default boolean noticesEnd() {
        return false;
    }

    /** Asks the client for a sign of life, which comes as {@code Connection.heard}; does nothing where there is no way to. */
    default void ask() {}

    /**
     * {@return whether it waits for the client to ask for what is being written, so that the write is not slow yet} Such a transport finds out by
     * itself that the client does not ask any more.
     */
    default boolean isUnasked() {
        return false;
    }

    /** {@return whether another one may take over when it is lost} */
    default boolean isReplaceable() {
        return false;
    }

    /** {@return whether the server keeps a copy of what it cannot send at once, so that each connection holds one of its own} */
    default boolean copies(Batch batch) {
        return true;
    }

    /** Of the last second or so, the server has kept the client waiting for so many nanoseconds: whatever the client has not done is excused by that. */
    default void excuse(long nanos) {}

    /** Comes about once a second while it carries a connection, last words included. */
    default void tick(long nanos) {}

    /** Writes the batch and tells the outcome exactly once, on any thread, before or after this returns; fails once it is closed. */
    void write(Batch batch, WriteOutcome outcome);

    /** Closes for good. A write under way may be cut off; its outcome is still told. Further calls do nothing. */
    void close(DisconnectReason reason);

    /** Hears what became of a write. */
    interface WriteOutcome {
        /** The batch was handed to the network. */
        void written();

        /** The batch did not get through, and nothing after it will. */
        void failed(Throwable cause);
    }
}
