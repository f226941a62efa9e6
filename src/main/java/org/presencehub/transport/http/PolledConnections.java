package org.presencehub.transport.http;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.presencehub.connection.Connection;
import org.presencehub.identity.http.RequestRefusedException;
import org.presencehub.stereotype.Component;
import org.presencehub.transport.entry.ConnectionLookup;
import org.presencehub.transport.entry.Exchange;
import org.presencehub.transport.options.TransportOptions;
import org.presencehub.work.Ticking;

/**
 * The connections that are polled, until their clients know of the end: the poll after it fetches the last words, or hears that all is over.
 * Thread-safe.
 *
 * <p>Nothing here looks through all of them: thousands may end at once.
 */
@Component
public final class PolledConnections implements Ticking {
    private final long patience;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<String, Polled> byToken;
    private final Queue<Polled> ended = new ConcurrentLinkedQueue<>(); // in the order of their ends

    /**
     * Immutable.
     *
     * @param ended when it ended, in nanoseconds, or null as long as it lasts
     */
    public record Polled(
            Connection connection,
            LongPollingTransport transport,
            @Nullable Long ended) {
        boolean isStale(long now, long patience) {
            return ended != null && (transport.saidGoodbye() || now - ended > patience);
        }
    }

    @Inject
    public PolledConnections(TransportOptions options) {
        this(options.polls().disconnect(), System::nanoTime, new ConcurrentHashMap<>());
    }

    /**
     * @param patience how long a poll may take to come
     * @param nanoTime a clock like {@link System#nanoTime()}
     */
    public PolledConnections(Duration patience, LongSupplier nanoTime, ConcurrentMap<String, Polled> byToken) {
        this.patience = patience.toNanos();
        this.nanoTime = nanoTime;
        this.byToken = byToken;
    }

    void add(Connection connection, LongPollingTransport transport) {
        byToken.put(connection.token(), new Polled(connection, transport, null));
    }

    /** One last poll may come. */
    void ended(Connection connection) {
        long now = nanoTime.getAsLong();
        Polled last = byToken.computeIfPresent(
                connection.token(), (token, polled) -> new Polled(connection, polled.transport, now));
        if (last != null) {
            ended.add(last);
        }
    }

    /** Forgets those whose last poll has come, or comes no more. */
    @Override
    public void tick() {
        long now = nanoTime.getAsLong();
        for (Polled first = ended.peek(); first != null && first.isStale(now, patience); first = ended.peek()) {
            byToken.remove(first.connection.token(), first);
            ended.remove(first); // the first one: nothing is looked through
        }
    }

    void forget(Connection connection) {
        byToken.remove(connection.token());
    }

    /** {@return the connection of this hub with this token} */
    Optional<Connection> find(String hub, String token) {
        return Optional.ofNullable(byToken.get(token))
                .map(Polled::connection)
                .filter(connection -> connection.hub().equals(hub));
    }

    /** {@return the connection that the exchange belongs to, or null if it is not polled, or its client knows of the end} */
    @Nullable
    Polled find(String hub, Exchange exchange) throws RequestRefusedException {
        Polled polled = byToken.get(ConnectionLookup.token(exchange));
        boolean isKnown = polled != null
                && polled.connection.hub().equals(hub)
                && !polled.isStale(nanoTime.getAsLong(), patience);
        return isKnown ? polled : null;
    }
}
