package org.presencehub.transport;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.presencehub.HubTransport;
import org.presencehub.connection.Connection;
import org.presencehub.connection.HubRoute;

/** What clients post to their connections: one body at a time for each connection, the others wait. Thread-safe. */
final class Uploads {
    private final HubRoute route;
    private final Doorkeeper doorkeeper;
    /** From the first body to the end of the connection; changed under the locks of the map. */
    private final ConcurrentMap<Connection, Queue<Upload>> queues = new ConcurrentHashMap<>();

    Uploads(HubRoute route, Doorkeeper doorkeeper) {
        this.route = route;
        this.doorkeeper = doorkeeper;
    }

    void take(Exchange exchange) throws IOException, Refusal {
        Connection connection = doorkeeper.existing(exchange);
        if (Doorkeeper.isCarriedBy(connection, HubTransport.WEB_SOCKETS)) {
            throw Refusal.of(
                    HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                    "POST requests are not allowed for WebSocket connections.");
        }
        if (!exchange.request().isAsyncSupported()) { // a body is read as it comes, without a thread
            doorkeeper.allow(exchange, carrier(connection));
        }
        Upload upload = Upload.hold(exchange, connection, this::isKnown, this::done);
        if (enqueue(connection, upload)) {
            upload.begin();
        }
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

    /** {@return whether it is its turn at once} */
    private boolean enqueue(Connection connection, Upload upload) {
        AtomicBoolean first = new AtomicBoolean();
        Queue<Upload> queue = queues.compute(connection, (key, present) -> {
            first.set(present == null);
            Queue<Upload> uploads = present == null ? new ArrayDeque<>() : present;
            uploads.add(upload);
            return uploads;
        });
        if (first.get()) {
            connection.onEnd(reason -> abandon(connection)); // at once, if it has ended meanwhile
        }
        return first(connection, queue) == upload;
    }

    private @Nullable Upload first(Connection connection, Queue<Upload> queue) {
        Upload[] first = new Upload[1];
        queues.computeIfPresent(connection, (key, present) -> {
            first[0] = present == queue ? present.peek() : null;
            return present;
        });
        return first[0];
    }

    private void done(Connection connection, Upload upload) {
        following(connection, upload).ifPresent(Upload::begin);
    }

    private Optional<Upload> following(Connection connection, Upload done) {
        Queue<Upload> left = queues.computeIfPresent(connection, (key, present) -> {
            present.remove(done);
            return present;
        });
        return left == null ? Optional.empty() : Optional.ofNullable(first(connection, left));
    }

    /** The connection has ended: nobody will take what is still on its way. */
    private void abandon(Connection connection) {
        Queue<Upload> left = queues.remove(connection);
        if (left != null) {
            List.copyOf(left).forEach(Upload::abandon);
        }
    }
}
