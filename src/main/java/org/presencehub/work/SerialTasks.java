package org.presencehub.work;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time, in the order in which they were added, on an executor's threads. Thread-safe.
 *
 * <p>Adding and starting are two steps, so that a task can take its place under a lock of its owner without the executor being called under
 * that lock.
 */
public final class SerialTasks {
    private static final int BURST = 1000; // tasks before others of the executor have their turn

    @GuardedBy("this")
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

    private final DrainLoop loop;

    /**
     * @param name what the tasks do, for the log: such as "telling watchers"
     * @param executor refuses nothing, as those of {@link ThreadPools} do
     */
    public SerialTasks(String name, Executor executor) {
        loop = new DrainLoop(executor, BURST, this::next, failure -> WorkLog.failed(name, failure));
    }

    /** Adds a task behind all others. */
    public synchronized void add(Runnable task) {
        tasks.add(task);
    }

    /** Has everything run that was added. */
    public void start() {
        if (hasTasks()) {
            loop.start();
        }
    }

    private synchronized boolean hasTasks() {
        return !tasks.isEmpty();
    }

    private synchronized @Nullable Runnable next() {
        return tasks.poll();
    }
}
