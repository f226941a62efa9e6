package org.presencehub.presence;

/** Counts the events that wait for observers, and warns when they become many. Confined to whoever guards it. */
final class WaitingEvents {
    /** A thousand users who come at once are no reason to worry. */
    static final int MANY = 10_000;

    private int size;
    private int warnAt = MANY;

    void grown() {
        if (++size == warnAt) {
            UserEventLog.many(size);
            warnAt *= 2;
        }
    }

    void shrunk() {
        if (--size == 0) {
            warnAt = MANY; // observers have caught up: the next time is worth a warning again
        }
    }

    void close() {
        if (size > 0) {
            UserEventLog.untold(size);
        }
    }
}
