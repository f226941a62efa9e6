package org.presencehub.binding;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Has few of the threads that may wait write what is large at a time. Thread-safe.
 *
 * <p>Who writes needs several times the memory of what becomes of it, and a short call may ask for a long list. There are many threads for hub
 * methods, which may wait. Others go on at once: there are few that read, and hundreds of clients would wait with one.
 */
final class LargeWrites {
    /** Characters of text, or bytes of binary data. */
    static final int LARGE = 64 * 1024;

    private static final long HEAP_OF_ONE = 512L * 1024 * 1024;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Semaphore free;
    private final AtomicLong finished = new AtomicLong();
    private final Duration longestWait;
    private final Set<Thread> patient = ConcurrentHashMap.newKeySet(); // those that may wait, and have no place yet

    /**
     * @param atOnce how many may be written at a time
     * @param longestWait behind which one more is, if nobody has finished meanwhile: getters and adapters of an application may be stuck
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

    /** Runs a task whose writes may wait. */
    void patiently(Runnable task) {
        Thread thread = Thread.currentThread();
        try {
            patient.add(thread);
        } catch (OutOfMemoryError e) { // it does not wait: the task has to be run
        }
        try {
            task.run();
        } finally {
            patient.remove(thread);
        }
    }

    /** {@return what one write takes, until it is closed: nothing, while it is small} */
    Place place() {
        return new Place();
    }

    /** Confined to the thread that writes. */
    final class Place implements AutoCloseable {
        private boolean large;
        private boolean wanted; // not by an adapter that sends something else while its object is written
        private boolean taken;

        /** So much has been written by now: waits for the turn where that is large. */
        void grown(long size) {
            if (size > LARGE && !large) {
                large = true;
                wanted = patient.remove(Thread.currentThread());
                taken = wanted && acquired();
            }
        }

        private boolean acquired() {
            try {
                long before;
                do {
                    before = finished.get();
                    if (free.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
                        return true;
                    }
                } while (finished.get() != before);
                return false;
            } catch (InterruptedException e) { // whoever ends the thread does not wait for others
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void close() {
            if (taken) {
                finished.incrementAndGet();
                free.release(); // first: to remember the thread takes memory
            }
            if (wanted) {
                patient.add(Thread.currentThread());
            }
        }
    }
}
