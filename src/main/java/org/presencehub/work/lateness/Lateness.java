package org.presencehub.work.lateness;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.presencehub.stereotype.Component;

/**
 * For how long the server itself kept clients waiting, which is not to be held against them. Thread-safe.
 *
 * <p>What a client sends waits in its socket while the server's threads are busy with others, and so does what it is sent. So these threads are
 * given a task from time to time: as long as it waits, clients do.
 */
@Component
public final class Lateness {
    private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);

    private static final long LOG_PERIOD = TimeUnit.SECONDS.toNanos(10);

    /** A task that waits no longer than this shows that nobody waits. */
    private static final long USUAL = TimeUnit.MILLISECONDS.toNanos(100);

    /** Of the time in which the server runs, one part in so many counts in any case: else somebody could keep it from ever ending anything. */
    private static final int SLOWEST = 4;

    private final ServerThreads threads;
    private final LongSupplier nanoTime;

    @GuardedBy("this")
    private final Map<Executor, Probe> probes = new HashMap<>();

    @GuardedBy("this")
    private long askedAt;

    @GuardedBy("this")
    private long loggedAt;

    @GuardedBy("this")
    private long unlogged;

    @Inject
    Lateness(ServerThreads threads) {
        this(threads, System::nanoTime);
    }

    /** @param nanoTime a clock like {@link System#nanoTime()} */
    public Lateness(ServerThreads threads, LongSupplier nanoTime) {
        this.threads = threads;
        this.nanoTime = nanoTime;
        askedAt = nanoTime.getAsLong();
        loggedAt = askedAt;
    }

    /** One task on its way. */
    private final class Probe implements Runnable {
        private final long sent = nanoTime.getAsLong();
        private volatile long ran = -1; // nanoseconds after it was sent; negative until then

        @Override
        public void run() {
            ran = Math.max(0, nanoTime.getAsLong() - sent);
        }

        boolean isOver() {
            return ran >= 0;
        }

        /** {@return for how many nanoseconds of the time between it has waited} */
        long waited(long from, long to) {
            long whole = isOver() ? ran : to - sent;
            return whole < USUAL ? 0 : Math.min(whole, sent + whole - from);
        }
    }

    /**
     * {@return for how many nanoseconds since the last call the server was late} Comes about once a second, and if it comes much later, then because the
     * process stood still: all of that time counts as the server's.
     */
    public synchronized long take() {
        long now = nanoTime.getAsLong();
        long passed = now - askedAt;
        long stoodStill = Math.max(0, passed - 2 * PERIOD);
        long late = 0;
        for (Executor thread : threads.all()) {
            Probe probe = probes.get(thread);
            if (probe != null) {
                late = Math.max(late, probe.waited(askedAt, now));
            }
            if (probe == null || probe.isOver()) {
                send(thread);
            }
        }
        askedAt = now;
        long ran = passed - stoodStill;
        long kept = stoodStill + Math.min(late, ran - ran / SLOWEST);
        log(kept, now);
        return kept;
    }

    /** One line for a while, and none for what nobody notices. */
    @GuardedBy("this")
    private void log(long kept, long now) {
        unlogged += kept;
        if (now - loggedAt < LOG_PERIOD) {
            return;
        }
        if (unlogged >= PERIOD) {
            LatenessLog.late(Duration.ofNanos(unlogged), Duration.ofNanos(now - loggedAt));
        }
        unlogged = 0;
        loggedAt = now;
    }

    @GuardedBy("this")
    private void send(Executor thread) {
        Probe probe = new Probe();
        try {
            thread.execute(probe);
            probes.put(thread, probe);
        } catch (RejectedExecutionException e) { // it ends
            probes.remove(thread);
        }
    }
}
