package org.presencehub.presence;

import java.util.OptionalLong;

/**
 * When everybody gets the list: at once when it was quiet, and then no more often than its size allows. Confined to whoever guards it.
 *
 * <p>It has no clock: its times begin with 0. The last change is always followed by a list.
 */
final class ListPacing {
    private final long interval;
    private final long bytesPerSecond;
    private final long unitsPerSecond;
    private boolean changed;
    private long notBefore;

    /**
     * @param interval the least time between two lists
     * @param unitsPerSecond how many units of time make a second
     */
    ListPacing(long interval, long bytesPerSecond, long unitsPerSecond) {
        this.interval = interval;
        this.bytesPerSecond = bytesPerSecond;
        this.unitsPerSecond = unitsPerSecond;
    }

    /** The list is not what it was. */
    void changed() {
        changed = true;
    }

    /** {@return when a list is due, which may be past; empty while nothing has changed} */
    OptionalLong due() {
        return changed ? OptionalLong.of(notBefore) : OptionalLong.empty();
    }

    /**
     * {@return whether everybody is to get the list now, which is then taken as done}
     *
     * @param bytes what the list costs, to all who get it
     */
    boolean take(long now, long bytes) {
        if (!changed || now < notBefore) {
            return false;
        }
        changed = false;
        notBefore = now + Math.max(interval, bytes * unitsPerSecond / bytesPerSecond);
        return true;
    }
}
