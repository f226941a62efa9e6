package org.presencehub.testing;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Runs what it was given when it is told to. Confined to one thread. */
public final class HandCrankedExecutor implements Executor {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private @Nullable Refusal refusing;

    /** How an executor says that it takes nothing. */
    public enum Refusal {
        REJECTED {
            @Override
            public void say() {
                throw new RejectedExecutionException("No threads any more.");
            }
        },
        STOPPING {
            @Override
            public void say() {
                throw new IllegalStateException("The component is stopped.");
            }
        },
        NO_NATIVE_THREAD {
            @Override
            public void say() {
                throw new OutOfMemoryError("unable to create native thread");
            }
        };

        public abstract void say();
    }

    @Override
    public void execute(Runnable task) {
        if (refusing != null) {
            refusing.say();
        }
        tasks.add(task);
    }

    public void run() {
        while (runOne()) {}
    }

    /** {@return whether there was a task} */
    public boolean runOne() {
        return run(tasks.poll());
    }

    /** Runs the youngest task before all others. */
    public boolean runLast() {
        return run(tasks.pollLast());
    }

    private static boolean run(@Nullable Runnable task) {
        if (task != null) {
            task.run();
        }
        return task != null;
    }

    public void refuses(boolean whether) {
        refusing = whether ? Refusal.REJECTED : null;
    }

    public void refuses(Refusal how) {
        refusing = how;
    }

    public int waiting() {
        return tasks.size();
    }
}
