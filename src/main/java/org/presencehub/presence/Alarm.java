package org.presencehub.presence;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.presencehub.work.DrainLoop;

/**
 * Rings at the earliest of the times that it is set for, with one timer, and then has to be set again. Thread-safe.
 *
 * <p>A time that the timer refuses is remembered, and tried again by the next tick or by whoever sets the alarm next. So is one that the timer
 * has lost.
 */
final class Alarm {
    static final long NEVER = Long.MAX_VALUE;

    /** After which a time that has passed is lost. */
    private static final long LATE = TimeUnit.SECONDS.toNanos(2);

    private final LongSupplier clock;
    private final Timer timer;
    private final Runnable bell;
    private final DrainLoop setting = new DrainLoop(this::next, PresenceLog::timerFailed);

    @GuardedBy("this")
    private long wanted = NEVER; // the earliest time that it was set for

    @GuardedBy("this")
    private Timing current = new Timing(NEVER);

    @GuardedBy("this")
    private boolean refused; // nothing is tried until somebody asks again

    @GuardedBy("this")
    private boolean late; // and that was said

    /** Runs something later. */
    @FunctionalInterface
    interface Timer {
        Future<?> schedule(Runnable task, long delay, TimeUnit unit);
    }

    /** One use of the timer. The future is confined to the thread that sets, and to whoever cancels. */
    private static final class Timing {
        final long at;
        volatile @Nullable Future<?> future;

        Timing(long at) {
            this.at = at;
        }

        void cancel() {
            Future<?> started = future;
            if (started != null) {
                started.cancel(false);
            }
        }
    }

    /**
     * @param clock nanoseconds
     * @param timer may refuse by whatever it throws
     * @param bell rung by a thread of the timer, without a lock
     */
    Alarm(LongSupplier clock, Timer timer, Runnable bell) {
        this.clock = clock;
        this.timer = timer;
        this.bell = bell;
    }

    /** Makes sure that it rings then, or earlier; at once, if that time has passed. */
    void setFor(long time) {
        synchronized (this) {
            wanted = Math.min(wanted, time);
            refused = false;
        }
        setting.run();
    }

    /** Tries again what the timer refused, or has lost. */
    void tick() {
        Timing lost = takeLost();
        if (lost != null) {
            lost.cancel();
        }
        setFor(NEVER);
    }

    private synchronized @Nullable Timing takeLost() {
        if (current.at == NEVER || clock.getAsLong() - current.at <= LATE) {
            return null;
        }
        if (!late) {
            late = true;
            PresenceLog.alarmLate();
        }
        Timing lost = current;
        wanted = Math.min(wanted, lost.at);
        current = new Timing(NEVER);
        return lost;
    }

    /** As if it had never been set. */
    void cancel() {
        Timing cancelled;
        synchronized (this) {
            wanted = NEVER;
            cancelled = current;
            current = new Timing(NEVER);
        }
        cancelled.cancel();
    }

    private synchronized @Nullable Runnable next() {
        if (refused || wanted >= current.at) {
            return null;
        }
        Timing later = current;
        Timing sooner = new Timing(wanted);
        current = sooner; // before it is started, since it may ring at once
        return () -> start(sooner, later);
    }

    private void start(Timing sooner, Timing later) {
        try {
            long delay = Math.max(0, sooner.at - clock.getAsLong());
            sooner.future = timer.schedule(() -> ring(sooner), delay, TimeUnit.NANOSECONDS);
        } catch (RuntimeException | Error e) { // servers that are stopping, or full, say so in more than one way
            PresenceLog.timerRefuses(e);
            remember(sooner, later);
            return;
        }
        later.cancel();
        if (!isCurrent(sooner)) { // cancelled meanwhile, or it has rung
            sooner.cancel();
        }
    }

    private synchronized void remember(Timing sooner, Timing later) {
        if (current == sooner) {
            current = later;
            refused = true;
        }
    }

    private synchronized boolean isCurrent(Timing timing) {
        return current == timing;
    }

    private void ring(Timing timing) {
        synchronized (this) {
            if (current != timing) {
                return; // cancelled when it was too late for the timer
            }
            current = new Timing(NEVER);
            wanted = NEVER;
            late = false;
        }
        bell.run();
    }
}
