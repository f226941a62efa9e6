package org.presencehub.presence;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * When everybody gets the list: at once when it was quiet, else no more often than its weight allows. Confined to whoever guards it.
 *
 * <p>It has no clock: times are nanoseconds that its caller hands in. The weight is that of the list that would leave now, not of the one
 * that left: a crowd that is gone must not make those who stayed wait.
 */
final class ListPacing {
    private final long interval;
    private final long bytesPerSecond;
    private boolean changed;
    private long last = Long.MIN_VALUE;

    /**
     * @param interval the least time between two lists
     * @param bytesPerSecond what lists may cost, to all who get them
     */
    ListPacing(Duration interval, long bytesPerSecond) {
        this.interval = interval.toNanos();
        this.bytesPerSecond = bytesPerSecond;
    }

    /** The list is not what it was: another one is due. */
    void changed() {
        changed = true;
    }

    /**
     * {@return when a list is due, which may be past; empty while nothing has changed}
     *
     * @param bytes what it costs, to all who get it
     */
    OptionalLong due(long bytes) {
        return changed ? OptionalLong.of(last + Math.max(interval, spending(bytes))) : OptionalLong.empty();
    }

    /**
     * {@return whether everybody is to get the list now, which is then taken as done}
     *
     * @param bytes what it costs, to all who get it
     */
    boolean take(long now, long bytes) {
        OptionalLong due = due(bytes);
        if (due.isEmpty() || now < due.getAsLong()) {
            return false;
        }
        changed = false;
        last = now;
        return true;
    }

    /** {@return the time that pays for so many bytes} Reckoned as a floating-point number: in nanoseconds, 30,000 users would overflow a long. */
    private long spending(long bytes) {
        return (long) ((double) bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond);
    }
}
