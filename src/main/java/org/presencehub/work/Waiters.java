package org.presencehub.work;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait for a condition: one at a time runs, who has waited longest is first, and each finds the condition true anew. Confined to
 * whoever guards it and the condition.
 */
public final class Waiters {
    private @Nullable ArrayDeque<Runnable> waiting; // most never wait for anything

    /** Lets one more task wait. */
    public void add(Runnable task) {
        if (waiting == null) {
            waiting = new ArrayDeque<>(1);
        }
        waiting.add(task);
    }

    /** {@return whether nobody waits, so that the condition does not matter} */
    public boolean isEmpty() {
        return waiting == null || waiting.isEmpty();
    }

    /** {@return the task whose condition is true now, and which waits no more} To be run without the lock; to be called if somebody waits. */
    public Runnable next() {
        if (waiting == null) {
            throw new IllegalStateException("Nobody waits.");
        }
        return waiting.remove();
    }

    /** Forgets those that wait. */
    public void clear() {
        waiting = null;
    }
}
