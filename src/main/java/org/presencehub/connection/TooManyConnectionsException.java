package org.presencehub.connection;

import org.presencehub.connection.options.Capacity;

/** A user has as many connections to a hub as it may; the message is for the client. Immutable. */
public final class TooManyConnectionsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyConnectionsException(int limit) {
        super("You have " + limit + " connections to this hub, which is as many as a user may have ("
                + Capacity.MAX_PER_USER + ").");
    }
}
