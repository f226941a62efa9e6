package org.presencehub.connection;

import org.presencehub.DisconnectReason;

/**
 * Hears of the lives of connections, of all hubs. Every bean of this type does. Thread-safe: called by many threads, which read and write
 * sockets, so that it must not block; what it throws is logged.
 */
public interface ConnectionListener {
    /** A connection was let in, which no transport carries yet. Comes once, before all else. */
    default void opened(Connection connection) {}

    /** So many bytes came. */
    default void received(Connection connection, int bytes) {}

    /** So many bytes were handed to the network. */
    default void sent(Connection connection, int bytes) {}

    /** The connection has ended for its hub; last words may still be sent. Comes once. */
    default void ended(Connection connection, DisconnectReason reason) {}
}
