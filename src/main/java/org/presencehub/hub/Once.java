package org.presencehub.hub;

import java.util.concurrent.atomic.AtomicBoolean;

/** A task that is run once, however often it is asked for. Thread-safe. */
final class Once implements Runnable {
    private final AtomicBoolean ran = new AtomicBoolean();
    private final Runnable task;

    Once(Runnable task) {
        this.task = task;
    }

    /** {@return whether it was asked for} */
    boolean hasRun() {
        return ran.get();
    }

    @Override
    public void run() {
        if (ran.compareAndSet(false, true)) {
            task.run();
        }
    }
}
