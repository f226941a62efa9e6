package org.presencehub.work;

import java.util.function.Consumer;

/** Does what may fail, so that what comes behind it is done in any case: also when the failure cannot be said. Stateless. */
public final class Attempt {
    private Attempt() {}

    /**
     * Runs the task, and never throws.
     *
     * @param onFailure hears whatever the task throws, errors included
     */
    public static void run(Runnable task, Consumer<Throwable> onFailure) {
        try {
            task.run();
        } catch (Throwable failure) {
            say(failure, onFailure);
        }
    }

    private static void say(Throwable failure, Consumer<Throwable> onFailure) {
        try {
            onFailure.accept(failure);
        } catch (Throwable unsaid) {
            // without memory nobody can log
        }
    }

    /** Runs each task, whatever those before it throw. */
    public static void all(Iterable<? extends Runnable> tasks, Consumer<Throwable> onFailure) {
        tasks.forEach(task -> run(task, onFailure));
    }
}
