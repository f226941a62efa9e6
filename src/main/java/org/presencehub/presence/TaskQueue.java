package org.presencehub.presence;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs tasks one at a time, in the order in which they were added, on an executor's threads. Thread-safe.
 *
 * <p>Adding and starting are two steps, so that a task can take its place under a lock without the executor being called under it.
 */
final class TaskQueue {
    private static final Logger LOG = System.getLogger("org.presencehub.presence");

    private final Executor executor;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean running = new AtomicBoolean();

    TaskQueue(Executor executor) {
        this.executor = executor;
    }

    void add(Runnable task) {
        tasks.add(task);
    }

    /** Has everything run that was added. {@return false if the executor refused: the tasks wait for another start} */
    boolean start() {
        if (!claim()) {
            return true;
        }
        try {
            executor.execute(this::run);
            return true;
        } catch (RuntimeException e) { // servers that are stopping, or full, say so in more than one way
            running.set(false);
            LOG.log(Level.WARNING, "The executor refuses to tell watchers who came and went.", e);
            return false;
        }
    }

    private boolean claim() {
        return !tasks.isEmpty() && running.compareAndSet(false, true);
    }

    private void run() {
        do {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                attempt(task);
            }
            running.set(false);
        } while (claim()); // one may have been added since the last look, by a thread that saw this one running
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) { // those behind it have to run all the same
            LOG.log(Level.ERROR, "Watchers could not be told that somebody came or went.", e);
        }
    }
}
