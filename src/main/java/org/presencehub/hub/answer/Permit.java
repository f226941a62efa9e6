package org.presencehub.hub.answer;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What one call takes of its connection's {@link ConcurrentCallLimit}, as long as any part of it goes on. Thread-safe. */
public final class Permit {
    private final AtomicInteger parts = new AtomicInteger();
    private final AtomicBoolean released =
            new AtomicBoolean(); // what a publisher does behind the end begins no second one
    private final Runnable release;

    Permit(Runnable release) {
        this.release = release;
    }

    /** {@return the task, which is a part of the call from now until it has run} */
    public Runnable part(Runnable task) {
        parts.incrementAndGet();
        return () -> {
            try {
                task.run();
            } finally {
                if (parts.decrementAndGet() == 0 && released.compareAndSet(false, true)) {
                    release.run();
                }
            }
        };
    }
}
