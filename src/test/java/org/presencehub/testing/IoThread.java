package org.presencehub.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Stands in for an I/O thread of XNIO: runs at once what it is to run at once, and keeps what is to wait. Confined to one thread. */
public final class IoThread implements Executor {
    private final List<Long> delays = new ArrayList<>();
    private final Queue<Runnable> delayed = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    /** As XNIO names it: it is its own worker. */
    public Executor getWorker() {
        return this;
    }

    /** As XNIO names it. */
    public void executeAfter(Runnable task, long delay, TimeUnit unit) {
        delays.add(unit.toMillis(delay));
        delayed.add(task);
    }

    /** {@return for how many milliseconds each was to wait} */
    public List<Long> delays() {
        return delays;
    }

    public void runDelayed() {
        while (!delayed.isEmpty()) {
            delayed.remove().run();
        }
    }
}
