package org.presencehub.connection;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes steps, one after the other, on one thread at a time. Thread-safe.
 *
 * <p>Who asks for it while a step runs goes on at once, and the thread that runs takes the next step too: whoever is told something by a step
 * may ask from within it, and neither recurses nor waits. Steps run without a lock of the loop held.
 */
public final class DrainLoop {
    private final Supplier<@Nullable Runnable> next;
    private final AtomicInteger asked = new AtomicInteger(); // since the loop last stood still

    /** @param next decides what to do next, or null if there is nothing; called by one thread at a time */
    public DrainLoop(Supplier<@Nullable Runnable> next) {
        this.next = next;
    }

    /**
     * Takes all steps that are due, or leaves them to the thread that does so already.
     *
     * @throws RuntimeException what a step threw; the steps behind it wait until this is called again
     */
    public void run() {
        if (asked.getAndIncrement() > 0) {
            return;
        }
        int answered;
        do {
            answered = asked.get();
            takeSteps();
        } while (!asked.compareAndSet(answered, 0)); // who asked meanwhile may have come too late for the last look
    }

    private void takeSteps() {
        try {
            for (Runnable step = next.get(); step != null; step = next.get()) {
                step.run();
            }
        } catch (RuntimeException | Error e) {
            asked.set(0);
            throw e;
        }
    }
}
