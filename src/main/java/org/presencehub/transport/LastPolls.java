package org.presencehub.transport;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.presencehub.connection.Connection;

/** Connections that ended between two polls: the next poll fetches the last words, or hears that all is over. Thread-safe. */
final class LastPolls {
    private final long patience;
    private final ConcurrentMap<String, Ended> byToken = new ConcurrentHashMap<>();

    private record Ended(Connection connection, LongPollingTransport transport, long since) {
        boolean isStale(long now, long patience) {
            return transport.saidGoodbye() || now - since > patience;
        }
    }

    /** @param patience how long a poll may take to come */
    LastPolls(Duration patience) {
        this.patience = patience.toNanos();
    }

    /** Waits for the last poll of this connection, which has ended. */
    void keep(Connection connection, LongPollingTransport transport) {
        long now = System.nanoTime();
        byToken.values().removeIf(ended -> ended.isStale(now, patience)); // so that they never pile up
        byToken.put(connection.token(), new Ended(connection, transport, now));
    }

    void forget(Connection connection) {
        byToken.remove(connection.token());
    }

    /** {@return the transport of the connection that the exchange belongs to, or null if it has not ended, or its client knows that} */
    @Nullable
    LongPollingTransport find(Exchange exchange, Doorkeeper doorkeeper) throws Refusal {
        Ended ended = byToken.get(Doorkeeper.token(exchange));
        if (ended == null || ended.isStale(System.nanoTime(), patience)) {
            return null;
        }
        doorkeeper.admit(exchange, ended.connection);
        return ended.transport;
    }
}
