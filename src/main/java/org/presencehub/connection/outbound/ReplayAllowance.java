package org.presencehub.connection.outbound;

import java.util.concurrent.TimeUnit;

/**
 * How much of what was not acknowledged may be sent again: a resume costs its client a request, and us all of that. Confined to whoever guards it.
 *
 * <p>Some buffers full are free, since a network that was lost is often lost again; then there is as much as the client has acknowledged, and a
 * buffer full every {@value #SECONDS} seconds. What is beyond waits.
 */
final class ReplayAllowance {
    private static final int FREE = 4;
    private static final int SECONDS = 15;

    private final long capacity;
    private double left;
    private long since; // nanoseconds
    private long cost; // of one that waits for its time

    /** @param capacity of the resume buffer */
    ReplayAllowance(int capacity, long now) {
        this.capacity = Math.max(1, capacity);
        left = FREE * (double) this.capacity;
        since = now;
    }

    /** {@return when, on the clock of the other times, so many bytes may be sent again} What was to be sent again before is not, if its time has not come. */
    long begin(long bytes, long now) {
        refill(now);
        left -= bytes;
        cost = bytes;
        return left >= 0 ? now : now + (long) (-left / perNano());
    }

    /** The time of what was to be sent again has come. */
    void begun() {
        cost = 0;
    }

    /** It will not be sent. */
    void cancel() {
        left += cost;
        cost = 0;
    }

    /** The client has acknowledged so many bytes. */
    void progress(long bytes) {
        left = Math.min(FREE * (double) capacity, left + bytes);
    }

    private void refill(long now) {
        left = Math.min(FREE * (double) capacity, left + (now - since) * perNano());
        since = now;
    }

    private double perNano() {
        return capacity / (double) TimeUnit.SECONDS.toNanos(SECONDS);
    }
}
