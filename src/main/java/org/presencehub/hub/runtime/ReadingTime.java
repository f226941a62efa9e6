package org.presencehub.hub.runtime;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/** How long some calls may keep a thread that reads, and with it hundreds of connections that share the thread: a share of the time. Thread-safe. */
public final class ReadingTime {
    private static final long WINDOW = 500_000_000; // nanoseconds
    private static final long LONG = 1_000_000; // nanoseconds

    private final long share;
    private final long least;

    @GuardedBy("this")
    private long since;

    @GuardedBy("this")
    private long spent;

    /**
     * @param percent of the time
     * @param least nanoseconds: what takes less does not count
     */
    private ReadingTime(int percent, long least) {
        share = WINDOW / 100 * percent;
        this.least = least;
    }

    /** {@return that of the calls of one connection} */
    public static ReadingTime ofConnection() {
        return new ReadingTime(10, 0);
    }

    /** {@return that of all calls on one thread that take long} To hand over a short one would take longer than to make it. */
    static ReadingTime ofThread() {
        return new ReadingTime(20, LONG);
    }

    /** {@return whether a call may run there now} One that takes longer is not interrupted. */
    public synchronized boolean isLeft(long now) {
        if (now - since >= WINDOW) {
            since = now;
            spent = 0;
        }
        return spent < share;
    }

    public synchronized void spend(long nanos) {
        if (nanos >= least) {
            spent += nanos;
        }
    }
}
