package org.presencehub.binding;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Has few threads at a time write what is large. Thread-safe.
 *
 * <p>Who writes needs several times the memory of what becomes of it, and a short call may ask for a long list. Small things never wait.
 */
final class LargeWrites {
    /** Characters of text, or bytes of binary data. */
    static final int LARGE = 64 * 1024;

    private static final long HEAP_OF_ONE = 512L * 1024 * 1024;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Semaphore free;
    private final Duration longestWait;
    private final Set<Thread> writing = ConcurrentHashMap.newKeySet();

    /**
     * @param atOnce how many may be written at a time
     * @param longestWait behind which one more is: getters and adapters of an application may be stuck in the midst of those
     */
    LargeWrites(int atOnce, Duration longestWait) {
        free = new Semaphore(atOnce, true);
        this.longestWait = longestWait;
    }

    /** {@return as many as the processors can work on, and the heap has room for} */
    static LargeWrites ofThisMachine() {
        Runtime machine = Runtime.getRuntime();
        long atOnce = Math.min(machine.availableProcessors(), machine.maxMemory() / HEAP_OF_ONE);
        return new LargeWrites((int) Math.max(1, atOnce), LONGEST_WAIT);
    }

    /** {@return what one write takes, until it is closed: nothing, while it is small} */
    Place place() {
        return new Place();
    }

    /** Confined to the thread that writes. */
    final class Place implements AutoCloseable {
        private boolean wanted;
        private boolean first; // an adapter may send something else while its object is written
        private boolean taken;

        /** So much has been written by now: waits for the turn where that is large. */
        void grown(long size) {
            if (size > LARGE && !wanted) {
                wanted = true;
                first = writing.add(Thread.currentThread());
                taken = first && acquired();
            }
        }

        private boolean acquired() {
            try {
                return free.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) { // whoever ends the thread does not wait for others
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void close() {
            if (first) {
                writing.remove(Thread.currentThread());
            }
            if (taken) {
                free.release();
            }
        }
    }
}
