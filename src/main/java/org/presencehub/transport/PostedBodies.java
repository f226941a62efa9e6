package org.presencehub.transport;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.presencehub.HubTransport;
import org.presencehub.connection.Connection;
import org.presencehub.connection.HubRoute;
import org.presencehub.http.RequestDeadlines;
import org.presencehub.identity.http.RequestRefusedException;
import org.presencehub.work.KeyedSerialTasks;

/** What clients post to their connections: one body at a time for each connection, the others wait. Thread-safe. */
final class PostedBodies {
    private final HubRoute route;
    private final Doorkeeper doorkeeper;
    private final RequestDeadlines deadlines;
    private final KeyedSerialTasks<Connection, PostedBody> bodies =
            new KeyedSerialTasks<>("posted bodies"); // none waits
    private final Set<Connection> posting = ConcurrentHashMap.newKeySet(); // from the first body to the end

    PostedBodies(HubRoute route, Doorkeeper doorkeeper, RequestDeadlines deadlines) {
        this.route = route;
        this.doorkeeper = doorkeeper;
        this.deadlines = deadlines;
    }

    void take(Exchange exchange) throws IOException, RequestRefusedException {
        Connection connection = doorkeeper.existing(exchange);
        if (Doorkeeper.isCarriedBy(connection, HubTransport.WEB_SOCKETS)) {
            throw RequestRefusedException.methodNotAllowed(
                    "GET", "POST requests are not allowed for WebSocket connections.");
        }
        if (!exchange.request().isAsyncSupported()) { // a body is read as it comes, without a thread
            doorkeeper.allow(exchange, carrier(connection));
        }
        if (!connection.hasBegun()) { // what it sends would be kept for a client that may never come
            throw RequestRefusedException.of(HttpServletResponse.SC_BAD_REQUEST, "");
        }
        if (!connection.mayHoldMore()) {
            throw Doorkeeper.overloaded();
        }
        bodies.add(connection, PostedBody.hold(exchange, connection, this::isKnown, deadlines));
        if (posting.add(connection)) {
            connection.onEnd(reason -> abandon(connection)); // at once, if it has ended meanwhile
        }
        bodies.start();
    }

    /** {@return what the body is posted for; of a connection that has no transport yet, what may take it} */
    private static HubTransport carrier(Connection connection) {
        return Doorkeeper.isCarriedBy(connection, HubTransport.SERVER_SENT_EVENTS)
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
