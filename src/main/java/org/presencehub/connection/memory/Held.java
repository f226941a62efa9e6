package org.presencehub.connection.memory;

import java.util.concurrent.atomic.AtomicLong;

/** What is held for a connection outside of its own queues, such as what was read of a body or waits in a stream. Thread-safe. */
public final class Held {
    private final MemoryBudget memory;
    private final AtomicLong bytes = new AtomicLong();

    public Held(MemoryBudget memory) {
        this.memory = memory;
    }

    /** Counts bytes, or counts them no more; whole pages, so that the usual message costs the budget no counting. */
    public void add(long some) {
        long now = bytes.addAndGet(some);
        long pages = pages(now) - pages(now - some);
        if (pages != 0) {
            memory.add(pages);
        }
    }

    private static long pages(long size) {
        return size & -MemoryBudget.PAGE;
    }

    public long bytes() {
        return bytes.get();
    }
}
