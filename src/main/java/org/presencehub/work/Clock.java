package org.presencehub.work;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.inject.Inject;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.presencehub.stereotype.Component;
import org.presencehub.stereotype.Startable;

/**
 * Hands tasks over to executors at their times, on a thread of its own that does nothing else. Thread-safe.
 *
 * <p>The container's timers are shared by all that is deployed: who blocks them would stop our time, and WildFly stops them while it is
 * suspended. This one goes on until all pools have ended.
 */
@Component
public final class Clock implements Startable {
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(1);
    private static final long FOREVER = TimeUnit.DAYS.toNanos(36_500); // times are compared by subtraction
    private static final long AGAIN = TimeUnit.SECONDS.toNanos(1); // where an executor takes nothing

    private final Hand hand;
    private final LongSupplier nanoTime;

    @GuardedBy("this")
    private final TreeSet<Timing> timings = new TreeSet<>();

    @GuardedBy("this")
    private long last; // number of a timing

    /** A task, and when it is handed over. Thread-safe. */
    private final class Timing extends CompletableFuture<Void> implements Comparable<Timing> {
        final Executor executor;
        final Runnable task;
        final long number;
        long at; // guarded by the clock; changes only while the clock does not have it

        Timing(Executor executor, Runnable task, long at, long number) {
            this.executor = executor;
            this.task = task;
            this.at = at;
            this.number = number;
        }

        @Override
        public int compareTo(Timing other) {
            return at == other.at ? Long.compare(number, other.number) : Long.signum(at - other.at);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        @Override
        public boolean cancel(boolean interrupts) {
            boolean cancelled = super.cancel(false); // first: whoever gives it back looks at that
            remove(this);
            return cancelled;
        }
    }

    @Inject
    Clock(ThreadPools pools) {
        this(pools, System::nanoTime);
    }

    Clock(ThreadPools pools, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        hand = pools.hand("clock", this::come);
    }

    @Override
    public void start() {
        hand.start();
    }

    /**
     * Has the executor run a task after some time; at once, if there is none. What it refuses then it is given again a second later.
     *
     * @return can be cancelled, and is done once the executor has the task
     */
    @CanIgnoreReturnValue
    public Future<?> schedule(Executor executor, Runnable task, long delay, TimeUnit unit) {
        long nanos = Math.max(0, Math.min(FOREVER, unit.toNanos(delay)));
        Timing timing;
        boolean next;
        synchronized (this) {
            timing = new Timing(executor, task, nanoTime.getAsLong() + nanos, ++last);
            timings.add(timing);
            next = timings.first().equals(timing);
        }
        if (next) {
            hand.wake();
        }
        return timing;
    }

    private synchronized void remove(Timing timing) {
        timings.remove(timing);
    }

    /** Hands over what is due. {@return in how many nanoseconds that has to be done again} */
    long come() {
        for (Timing due = takeDue(); due != null; due = takeDue()) {
            handOver(due);
        }
        return untilNext();
    }

    private synchronized @Nullable Timing takeDue() {
        return untilNext() > 0 || timings.isEmpty() ? null : timings.pollFirst();
    }

    private void handOver(Timing timing) {
        try {
            timing.executor.execute(timing.task);
            timing.complete(null);
        } catch (Throwable e) { // no memory, say
            giveBack(timing);
            WorkLog.failed("the clock", e);
        }
    }

    private synchronized void giveBack(Timing timing) {
        timing.at = nanoTime.getAsLong() + AGAIN;
        if (!timing.isCancelled()) {
            timings.add(timing);
        }
    }

    private synchronized long untilNext() {
        return timings.isEmpty() ? LONGEST : Math.max(0, Math.min(LONGEST, timings.first().at - nanoTime.getAsLong()));
    }
}
