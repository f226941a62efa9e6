package org.presencehub.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import org.presencehub.DisconnectReason;
import org.presencehub.EndedConnection;
import org.presencehub.connection.Connection;
import org.presencehub.connection.ConnectionListener;
import org.presencehub.stereotype.Component;

/** The connections that ended last, of all hubs. Thread-safe. */
@Component
final class RecentEnds implements ConnectionListener {
    static final int KEPT = 100;

    @GuardedBy("this")
    private final ArrayDeque<EndedConnection> ends = new ArrayDeque<>(KEPT);

    /** At once, and not after the last call: an administrator wants to see why. */
    @Override
    public void ended(Connection connection, DisconnectReason reason) {
        add(new EndedConnection(
                connection.id(),
                connection.user(),
                connection.hub(),
                connection.transportName(),
                connection.since(),
                connection.caller().userAgent(),
                Instant.now(),
                reason));
    }

    private synchronized void add(EndedConnection ended) {
        if (ends.size() == KEPT) {
            ends.removeLast();
        }
        ends.addFirst(ended);
    }

    /** {@return at most {@value #KEPT}, the latest first} */
    synchronized List<EndedConnection> all() {
        return List.copyOf(ends);
    }
}
