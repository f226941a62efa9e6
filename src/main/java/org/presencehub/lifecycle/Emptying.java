package org.presencehub.lifecycle;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.presencehub.Drain.Progress;

/** Drives the waves of one drain on a thread of its own, until all is over or it is given up. Thread-safe. */
final class Emptying implements Runnable {
    private final Waves waves;
    private final boolean end;
    private final LongSupplier nanoTime;
    private final long deadline;
    private final Consumer<Emptying> onEmpty;
    private final CompletableFuture<Progress> done = new CompletableFuture<>();
    private boolean givenUp; // guarded by this

    /**
     * @param end whether the application ends with it
     * @param longest how long from now anybody waits for it
     * @param onEmpty hears of this when all is over, and completes it
     */
    Emptying(Waves waves, boolean end, Duration longest, LongSupplier nanoTime, Consumer<Emptying> onEmpty) {
        this.waves = waves;
        this.end = end;
        this.nanoTime = nanoTime;
        deadline = nanoTime.getAsLong() + longest.toNanos();
        this.onEmpty = onEmpty;
    }

    boolean isForEnd() {
        return end;
    }

    /** {@return what completes when it is over} */
    CompletableFuture<Progress> done() {
        return done;
    }

    /** Returns when it is over. All who wait have the same deadline, however often they do. */
    void await() throws InterruptedException, ExecutionException, TimeoutException {
        done.get(deadline - nanoTime.getAsLong(), TimeUnit.NANOSECONDS);
    }

    /** Sends nobody away any more. */
    synchronized void giveUp() {
        givenUp = true;
        notifyAll();
    }

    @Override
    public void run() {
        long began = nanoTime.getAsLong();
        try {
            long next;
            do {
                next = isGivenUp() ? 0 : waves.advance(nanoTime.getAsLong());
            } while (next > 0 && pause(next));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) { // whoever waits has to go on
            LifecycleLog.drainFailed(e);
        }
        if (!isGivenUp()) {
            LifecycleLog.drained(TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - began), waves.cutOff());
            onEmpty.accept(this);
        }
    }

    private synchronized boolean isGivenUp() {
        return givenUp;
    }

    private synchronized boolean pause(long nanos) throws InterruptedException {
        if (!givenUp) {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        }
        return !givenUp;
    }
}
