package org.presencehub.connection;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.presencehub.DisconnectReason;

/**
 * The places that the connections of all hubs share. Thread-safe.
 *
 * <p>Where all are taken, the oldest gives way that was negotiated a while ago, and that no transport has come for: a few users who ask for ids and never
 * use them would else keep everybody out.
 */
public final class SharedQuota {
    /** By then whoever means it has come, also from far away. */
    private static final Duration WHILE = Duration.ofSeconds(3);

    private final Semaphore places;
    private final LongSupplier nanoTime;

    @GuardedBy("this")
    private final Deque<Waiting> waiting =
            new ArrayDeque<>(); // in the order in which they came; some have begun or ended since

    /** A connection that no transport had come for, at that time. */
    private record Waiting(Connection connection, long since) {
        boolean isOver() {
            return connection.hasBegun() || connection.hasEnded();
        }
    }

    public SharedQuota(int places) {
        this(places, System::nanoTime);
    }

    SharedQuota(int places, LongSupplier nanoTime) {
        this.places = new Semaphore(places);
        this.nanoTime = nanoTime;
    }

    /** {@return whether there was a place, which is taken now} */
    boolean tryAcquire() {
        if (places.tryAcquire()) {
            return true;
        }
        Optional<Connection> unused = unused();
        unused.ifPresent(connection -> connection.end(DisconnectReason.NEVER_ATTACHED)); // and so gives its place back
        return unused.isPresent() && places.tryAcquire();
    }

    /** The place that was taken is this one's. */
    void add(Connection connection) {
        synchronized (this) {
            waiting.add(new Waiting(connection, nanoTime.getAsLong()));
        }
        forget();
    }

    void free() {
        places.release();
    }

    /** Lets go of those that nobody waits for any more. To be called now and then. */
    synchronized void forget() {
        while (!waiting.isEmpty() && waiting.element().isOver()) {
            waiting.remove();
        }
    }

    private synchronized Optional<Connection> unused() {
        forget();
        Waiting oldest = waiting.peek();
        if (oldest == null || nanoTime.getAsLong() - oldest.since < WHILE.toNanos()) {
            return Optional.empty();
        }
        return Optional.of(waiting.remove().connection);
    }
}
