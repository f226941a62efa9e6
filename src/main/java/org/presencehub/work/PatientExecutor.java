package org.presencehub.work;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Refuses nothing: what another executor cannot start waits here, and a later tick starts it. Thread-safe.
 *
 * <p>A server that has no memory for a thread says so by an {@link Error}, one that is stopping by one of several exceptions. Who submits
 * cannot know what to do then, and must not run the task on a thread that is not meant for it.
 */
final class PatientExecutor implements Executor {
    private final String name;
    private final Executor executor;

    @GuardedBy("this")
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

    @GuardedBy("this")
    private boolean closed;

    /**
     * @param name what the tasks are for, for the log
     * @param executor starts them, or throws
     */
    PatientExecutor(String name, Executor executor) {
        this.name = name;
        this.executor = executor;
    }

    /** Never throws. Once this is closed, the task is dropped. */
    @Override
    public void execute(Runnable task) {
        if (!waitsBehindOthers(task)) {
            start(task);
        }
    }

    /** Starts what waits, unless that still cannot be done. */
    void tick() {
        int most = waiting();
        for (int i = 0; i < most; i++) {
            Runnable task = takeWaiting();
            if (task == null || !start(task)) {
                return;
            }
        }
    }

    /** Starts no more. {@return how many tasks waited to be started, and are dropped} */
    synchronized int close() {
        closed = true;
        int left = waiting.size();
        waiting.clear();
        return left;
    }

    private synchronized boolean waitsBehindOthers(Runnable task) {
        return !closed && !waiting.isEmpty() && waiting.add(task);
    }

    /** {@return whether it was started; otherwise it waits} */
    private boolean start(Runnable task) {
        try {
            executor.execute(() -> run(task));
            return true;
        } catch (RuntimeException | Error e) { // no memory for a thread, a server that stops: each in its own way
            if (waits(task)) {
                WorkLog.waits(name, e);
            } else {
                WorkLog.dropped(name, e);
            }
            return false;
        }
    }

    private synchronized boolean waits(Runnable task) {
        if (!closed) {
            waiting.addFirst(task);
        }
        return !closed;
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) { // the thread is needed for others
            WorkLog.failed(name, e);
        }
    }

    private synchronized int waiting() {
        return waiting.size();
    }

    private synchronized @Nullable Runnable takeWaiting() {
        return waiting.poll();
    }
}
