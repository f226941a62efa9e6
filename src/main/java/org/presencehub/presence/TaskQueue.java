package org.presencehub.presence;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time, in the order in which they were added, on an executor's threads. Thread-safe.
 *
 * <p>Adding and starting are two steps, so that a task can take its place under a lock without the executor being called under it.
 */
final class TaskQueue {
    private static final Logger LOG = System.getLogger("org.presencehub.presence");

    private final Executor executor;

    @GuardedBy("this")
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

    @GuardedBy("this")
    private boolean running;

    TaskQueue(Executor executor) {
        this.executor = executor;
    }

    synchronized void add(Runnable task) {
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
            release();
            LOG.log(Level.WARNING, "The executor refuses to tell watchers who came and went.", e);
            return false;
        }
    }

    private synchronized boolean claim() {
        boolean claimed = !running && !tasks.isEmpty();
        running |= claimed;
        return claimed;
    }

    private synchronized void release() {
        running = false;
    }

    private void run() {
        for (Runnable task = next(); task != null; task = next()) {
            attempt(task);
        }
    }

    /** {@return the next task, or null and the end of running, decided in one step so that no task is left behind} */
    private synchronized @Nullable Runnable next() {
        Runnable next = tasks.poll();
        running = next != null;
        return next;
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) { // those behind it have to run all the same
            LOG.log(Level.ERROR, "Watchers could not be told that somebody came or went.", e);
        }
    }
}
