package org.presencehub.presence;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Rings at the earliest of the times that it is set for, with one timer, and then has to be set again. Thread-safe. */
final class Alarm {
    static final long NEVER = Long.MAX_VALUE;

    private static final Logger LOG = System.getLogger("org.presencehub.presence");

    private final LongSupplier clock;
    private final Timer timer;
    private final Runnable bell;

    @GuardedBy("this")
    private long setFor = NEVER;

    @GuardedBy("this")
    private @Nullable Future<?> timing;

    /** Runs something later. */
    @FunctionalInterface
    interface Timer {
        Future<?> schedule(Runnable task, long delay, TimeUnit unit);
    }

    /**
     * @param clock nanoseconds
     * @param bell rung by a thread of the timer, without a lock
     */
    Alarm(LongSupplier clock, Timer timer, Runnable bell) {
        this.clock = clock;
        this.timer = timer;
        this.bell = bell;
    }

    /** Makes sure that it rings then, or earlier; at once, if that time has passed. */
    synchronized void setFor(long time) {
        if (time >= setFor) {
            return;
        }
        try {
            Future<?> sooner =
                    timer.schedule(() -> ring(time), Math.max(0, time - clock.getAsLong()), TimeUnit.NANOSECONDS);
            cancel();
            timing = sooner;
            setFor = time;
        } catch (RuntimeException e) { // servers that are stopping, or full, say so in more than one way
            LOG.log(Level.WARNING, "The timer refuses to wait for the end of a grace time or for the next list.", e);
        }
    }

    /** As if it had never been set. */
    synchronized void cancel() {
        setFor = NEVER;
        if (timing != null) {
            timing.cancel(false);
            timing = null;
        }
    }

    private void ring(long time) {
        synchronized (this) {
            if (setFor != time) {
                return; // cancelled when it was too late for the timer
            }
            setFor = NEVER;
            timing = null;
        }
        bell.run();
    }
}
