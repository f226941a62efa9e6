package org.presencehub.lifecycle;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.presencehub.Drain.Progress;

/** Drives the waves of one drain on a thread of its own, until all is over or it is given up. Thread-safe. */
final class Emptying implements Runnable {
    private final Waves waves;
    private final boolean end;
    private final LongSupplier nanoTime;
    private final Runnable onEmpty;
    private final CompletableFuture<Progress> done = new CompletableFuture<>();
    private boolean givenUp; // guarded by this

    /**
     * @param end whether the application ends with it
     * @param onEmpty runs when all is over, and completes this
     */
    Emptying(Waves waves, boolean end, LongSupplier nanoTime, Runnable onEmpty) {
        this.waves = waves;
        this.end = end;
        this.nanoTime = nanoTime;
        this.onEmpty = onEmpty;
    }

    boolean isForEnd() {
        return end;
    }

    /** {@return what completes when it is over} */
    CompletableFuture<Progress> done() {
        return done;
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
            onEmpty.run();
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
