package org.presencehub.testing;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs what it was given when it is told to. Confined to one thread. */
public final class HandCrankedExecutor implements Executor {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean refusing;

    @Override
    public void execute(Runnable task) {
        if (refusing) {
            throw new RejectedExecutionException("No threads any more.");
        }
        tasks.add(task);
    }

    public void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    public void refuses(boolean whether) {
        refusing = whether;
    }

    public int waiting() {
        return tasks.size();
    }
}
