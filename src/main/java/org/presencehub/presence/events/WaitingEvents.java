package org.presencehub.presence.events;

/** Counts the events that wait for observers, and warns when they become many. Thread-safe. */
final class WaitingEvents {
    /** A thousand users who come at once are no reason to worry. */
    static final int MANY = 10_000;

    private int size;
    private int warnAt = MANY;
    private int many; // what is to be warned of

    synchronized void grown() {
        if (++size == warnAt) {
            many = size;
            warnAt *= 2;
        }
    }

    synchronized void shrunk() {
        if (--size == 0) {
            warnAt = MANY; // observers have caught up: the next time is worth a warning again
        }
    }

    /** Warns if there are many more than at the warning before; to be called without a lock. */
    void warn() {
        int worthAWarning = takeMany();
        if (worthAWarning > 0) {
            UserEventLog.many(worthAWarning);
        }
    }

    private synchronized int takeMany() {
        int taken = many;
        many = 0;
        return taken;
    }

    /** Says how many will not be told. */
    synchronized void close() {
        if (size > 0) {
            UserEventLog.untold(size);
        }
    }
}
