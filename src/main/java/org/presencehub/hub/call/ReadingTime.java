package org.presencehub.hub.call;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/**
 * How long the calls of one connection may keep the thread that reads it, and with it hundreds of others that share the thread: a tenth of the time.
 * Thread-safe.
 */
final class ReadingTime {
    private static final long WINDOW = 500_000_000; // nanoseconds
    private static final long SHARE = WINDOW / 10;

    @GuardedBy("this")
    private long since;

    @GuardedBy("this")
    private long spent;

    /** {@return whether a call may run there now} One that takes longer is not interrupted. */
    synchronized boolean isLeft(long now) {
        if (now - since >= WINDOW) {
            since = now;
            spent = 0;
        }
        return spent < SHARE;
    }

    synchronized void spend(long nanos) {
        spent += nanos;
    }
}
