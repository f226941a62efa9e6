package org.presencehub.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.presencehub.connection.Connection;
import org.presencehub.identity.http.RequestRefusedException;

/**
 * The connections of a hub that are polled, until their clients know of the end: the poll after it fetches the last words, or hears that all
 * is over. Thread-safe.
 */
final class PolledConnections {
    private final long patience;
    private final ConcurrentMap<String, Polled> byToken = new ConcurrentHashMap<>();

    /**
     * Immutable.
     *
     * @param ended when it ended, in nanoseconds, or null as long as it lasts
     */
    private record Polled(
            Connection connection,
            LongPollingTransport transport,
            @Nullable Long ended) {
        boolean isStale(long now, long patience) {
            return ended != null && (transport.saidGoodbye() || now - ended > patience);
        }
    }

    /** @param patience how long a poll may take to come */
    PolledConnections(Duration patience) {
        this.patience = patience.toNanos();
    }

    void add(Connection connection, LongPollingTransport transport) {
        byToken.put(connection.token(), new Polled(connection, transport, null));
    }

    /** One last poll may come. */
    void ended(Connection connection) {
        long now = System.nanoTime();
        byToken.values().removeIf(polled -> polled.isStale(now, patience)); // so that they never pile up
        byToken.computeIfPresent(connection.token(), (token, polled) -> new Polled(connection, polled.transport, now));
    }

    void forget(Connection connection) {
        byToken.remove(connection.token());
    }

    /** {@return the connection with this token} */
    Optional<Connection> byToken(String token) {
        return Optional.ofNullable(byToken.get(token)).map(Polled::connection);
    }

    /** {@return the transport of the connection that the exchange belongs to, or null if it is not polled, or its client knows of the end} */
    @Nullable
    LongPollingTransport find(Exchange exchange, Doorkeeper doorkeeper) throws RequestRefusedException {
        Polled polled = byToken.get(Doorkeeper.token(exchange));
        if (polled == null || polled.isStale(System.nanoTime(), patience)) {
            return null;
        }
        doorkeeper.admit(exchange, polled.connection);
        return polled.transport;
    }
}
