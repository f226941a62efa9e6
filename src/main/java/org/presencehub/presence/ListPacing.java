package org.presencehub.presence;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.presencehub.presence.options.ListBudget;

/**
 * When everybody gets the list: at once when it was quiet, else no more often than its weight allows. Confined to whoever guards it.
 *
 * <p>It has no clock: times are nanoseconds that its caller hands in. In a storm, whatever lists cost is paid for by the time since the
 * one before. What was not spent is saved, up to a few seconds' worth, so that the storm's last list can follow as soon as it is over.
 * The weight is that of the list that would leave now, not of the one that left: a crowd that is gone must not make those who stayed wait.
 */
final class ListPacing {
    private static final long SAVED_SECONDS = 5;

    private final long interval;
    private final double bytesPerNano;
    private final double most; // bytes that can be saved
    private boolean changed;
    private long lastChange;
    private long last = Long.MIN_VALUE;
    private double saved; // bytes, when the last list left; below 0 after one that was dearer

    ListPacing(ListBudget budget) {
        interval = budget.interval().toNanos();
        bytesPerNano = (double) budget.bytesPerSecond() / TimeUnit.SECONDS.toNanos(1);
        most = (double) budget.bytesPerSecond() * SAVED_SECONDS;
        saved = most;
    }

    /** The list is not what it was: another one is due. */
    void changed(long now) {
        changed = true;
        lastChange = now;
    }

    /**
     * {@return when a list is due, which may be past; empty while nothing has changed}
     *
     * @param bytes what it costs, to all who get it
     */
    OptionalLong due(long bytes) {
        if (!changed) {
            return OptionalLong.empty();
        }
        if (last == Long.MIN_VALUE) {
            return OptionalLong.of(lastChange);
        }
        long inStorm = last + Math.max(interval, nanos((double) bytes));
        long inCalm = Math.max(lastChange + interval, last + nanos(Math.min((double) bytes, most) - saved));
        return OptionalLong.of(Math.min(inStorm, Math.max(inCalm, last + interval)));
    }

    /**
     * {@return whether everybody is to get the list now, which is then taken as done}
     *
     * @param bytes what it costs, to all who get it
     */
    boolean tryAcquire(long now, long bytes) {
        OptionalLong due = due(bytes);
        if (due.isEmpty() || now < due.getAsLong()) {
            return false;
        }
        double earned = last == Long.MIN_VALUE ? 0 : (now - last) * bytesPerNano;
        saved = Math.min(most, saved + earned) - bytes;
        changed = false;
        last = now;
        return true;
    }

    /** {@return the time that pays for so many bytes} */
    private long nanos(double bytes) {
        return (long) (bytes / bytesPerNano);
    }
}
