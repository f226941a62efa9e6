package org.presencehub.transport.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.presencehub.HubTransport;
import org.presencehub.connection.Connection;
import org.presencehub.connection.HubRoute;
import org.presencehub.http.RequestDeadlines;
import org.presencehub.identity.http.RequestRefusedException;
import org.presencehub.transport.entry.ConnectionLookup;
import org.presencehub.transport.entry.Exchange;
import org.presencehub.work.KeyedSerialTasks;

/** What clients post to their connections: one body at a time for each connection, the others wait. Thread-safe. */
public final class PostedBodies {
    private final HubRoute route;
    private final ConnectionLookup lookup;
    private final RequestDeadlines deadlines;
    private final KeyedSerialTasks<Connection, PostedBody> bodies =
            new KeyedSerialTasks<>("posted bodies"); // none waits
    private final Set<Connection> posting = ConcurrentHashMap.newKeySet(); // from the first body to the end

    public PostedBodies(HubRoute route, ConnectionLookup lookup, RequestDeadlines deadlines) {
        this.route = route;
        this.lookup = lookup;
        this.deadlines = deadlines;
    }

    public void receive(Exchange exchange) throws IOException, RequestRefusedException {
        Connection connection = lookup.existing(exchange);
        if (ConnectionLookup.isCarriedBy(connection, HubTransport.WEB_SOCKETS)) {
            throw RequestRefusedException.methodNotAllowed(
                    "GET", "POST requests are not allowed for WebSocket connections.");
        }
        if (!exchange.request().isAsyncSupported()) { // a body is read as it comes, without a thread
            lookup.allow(exchange, carrier(connection));
        }
        if (!connection.hasBegun()) { // what it sends would be kept for a client that may never come
            throw RequestRefusedException.of(HttpServletResponse.SC_BAD_REQUEST, "");
        }
        if (!connection.mayHoldMore()) {
            throw ConnectionLookup.overloaded();
        }
        bodies.add(connection, PostedBody.hold(exchange, connection, this::isKnown, deadlines));
        if (posting.add(connection)) {
            connection.onEnd(reason -> abandon(connection)); // at once, if it has ended meanwhile
        }
        bodies.start();
    }

    /** {@return what the body is posted for; of a connection that has no transport yet, what may take it} */
    private static HubTransport carrier(Connection connection) {
        return ConnectionLookup.isCarriedBy(connection, HubTransport.SERVER_SENT_EVENTS)
                ? HubTransport.SERVER_SENT_EVENTS
                : HubTransport.LONG_POLLING;
    }

    private boolean isKnown(Connection connection) {
        return route.connections().byToken(connection.token()).isPresent();
    }

    /** The connection has ended: nobody will take what is still on its way. */
    private void abandon(Connection connection) {
        posting.remove(connection);
        bodies.remove(connection).forEach(PostedBody::abandon);
    }
}
