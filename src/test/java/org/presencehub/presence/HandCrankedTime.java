package org.presencehub.presence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A clock and the timer that goes by it; time passes when it is told to. Confined to one thread. */
final class HandCrankedTime implements LongSupplier, Alarm.Timer {
    private final List<Timing> timings = new ArrayList<>();
    private long now;
    private boolean refusing;
    private int scheduled;

    private static final class Timing extends CompletableFuture<Void> {
        final long at;
        final Runnable task;

        Timing(long at, Runnable task) {
            this.at = at;
            this.task = task;
        }
    }

    @Override
    public long getAsLong() {
        return now;
    }

    @Override
    public Future<?> schedule(Runnable task, long delay, TimeUnit unit) {
        if (refusing) {
            throw new RejectedExecutionException("No timers any more.");
        }
        if (delay < 0) {
            throw new IllegalArgumentException("A timer cannot go back by " + -delay);
        }
        scheduled++;
        Timing timing = new Timing(now + unit.toNanos(delay), task);
        timings.add(timing);
        return timing;
    }

    /** Lets time pass, and runs what is due on the way, at its time. */
    void pass(Duration time) {
        long end = now + time.toNanos();
        for (Optional<Timing> next = next(end); next.isPresent(); next = next(end)) {
            now = Math.max(now, next.get().at);
            timings.remove(next.get());
            next.get().task.run();
        }
        now = end;
    }

    /** Lets time pass with the timer asleep. */
    void sleep(Duration time) {
        now += time.toNanos();
    }

    private Optional<Timing> next(long end) {
        timings.removeIf(CompletableFuture::isCancelled);
        return timings.stream().filter(timing -> timing.at <= end).min(Comparator.comparingLong(timing -> timing.at));
    }

    void refuses(boolean whether) {
        refusing = whether;
    }

    /** {@return how many timers run} */
    int timers() {
        timings.removeIf(CompletableFuture::isCancelled);
        return timings.size();
    }

    /** {@return how many timers were ever started} */
    int scheduled() {
        return scheduled;
    }
}
