package org.presencehub.work;

import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait for a condition: who has waited longest is first, and each finds the condition true anew. Confined to whoever guards it and
 * the condition.
 */
public final class Waiters {
    private final BooleanSupplier condition;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(0);

    /** @param condition asked under the lock of whoever guards this */
    public Waiters(BooleanSupplier condition) {
        this.condition = condition;
    }

    /** Lets one more task wait. */
    public void add(Runnable task) {
        waiting.add(task);
    }

    /** {@return the task that may run now, which waits no more, or null if there is none; to be run without the lock} */
    public @Nullable Runnable next() {
        return !waiting.isEmpty() && condition.getAsBoolean() ? waiting.remove() : null;
    }

    /** Forgets those that wait. */
    public void clear() {
        waiting.clear();
    }
}
