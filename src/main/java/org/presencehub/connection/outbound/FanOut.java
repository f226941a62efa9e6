package org.presencehub.connection.outbound;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.presencehub.work.DrainLoop;

/**
 * Writes what was queued for many connections at once, one after the other: the thread that sends it may be one that reads for hundreds of others.
 * Each connection waits once, however much there is for it, and that leaves in few frames. Thread-safe.
 */
public final class FanOut {
    /** So many are written to before others that share the threads have their turn. */
    private static final int BURST = 64;

    private final Queue<Outbound> due = new ConcurrentLinkedQueue<>();
    private final DrainLoop loop;

    /** @param executor runs what writes to all their transports, but never waits */
    public FanOut(Executor executor) {
        loop = new DrainLoop(executor, BURST, this::next, OutboundLog::sendingFailed);
    }

    /** This one has to be written to. */
    void add(Outbound outbound) {
        due.add(outbound);
    }

    /** Has all written to that were added. */
    public void start() {
        loop.start();
    }

    private @Nullable Runnable next() {
        Outbound next = due.poll();
        return next == null ? null : next::takeTurn;
    }
}
