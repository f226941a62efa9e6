package org.presencehub.hub;

import java.util.concurrent.atomic.AtomicInteger;

/** What one call takes of its connection's {@link Room}, as long as any part of it goes on. Thread-safe. */
final class Share {
    private final AtomicInteger parts = new AtomicInteger();
    private final Once end; // what a publisher does behind the end begins no second one

    Share(Runnable end) {
        this.end = new Once(end);
    }

    /** {@return the task, which is a part of the call from now until it has run} */
    Runnable part(Runnable task) {
        parts.incrementAndGet();
        return () -> {
            try {
                task.run();
            } finally {
                if (parts.decrementAndGet() == 0) {
                    end.run();
                }
            }
        };
    }
}
