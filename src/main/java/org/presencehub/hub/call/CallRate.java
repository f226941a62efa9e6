package org.presencehub.hub.call;

import java.util.concurrent.TimeUnit;

/**
 * How many calls a connection may make: so many a second, and after a rest so many at once (a token bucket). Confined to the thread that
 * reads.
 */
final class CallRate {
    private final long cost; // nanoseconds that pay for one call; 0 where calls are free
    private final long most;
    private long credit;
    private long last;

    /**
     * @param perSecond 0 for no limit
     * @param now nanoseconds, as of all other calls
     */
    CallRate(int perSecond, long now) {
        cost = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
        most = cost * perSecond;
        credit = most;
        last = now;
    }

    /** {@return whether one more call may be made now, which is then taken as made} */
    boolean tryAcquire(long now) {
        credit = Math.min(most, credit + (now - last));
        last = now;
        if (credit < cost) {
            return false;
        }
        credit -= cost;
        return true;
    }
}
