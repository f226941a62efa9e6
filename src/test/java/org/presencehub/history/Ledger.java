package org.presencehub.history;

import java.time.Duration;

/**
 * What a user did and when, and what others must have been told of it. Times are nanoseconds of one clock. Confined to whoever guards it.
 *
 * <p>It claims only what is certain although nobody knows when the server noticed: an end is noticed after it began, an arrival before it
 * was answered.
 */
final class Ledger {
    private int least;
    private int most;
    private int tabs;
    private long onlineUntil = Long.MIN_VALUE;
    private boolean known;
    private boolean gone;

    /** Tabs were opened, and all of them answered by then. */
    void opened(int count, long answered) {
        if (tabs == 0) {
            comeBack(answered);
        }
        tabs += count;
        gone = false;
    }

    private void comeBack(long answered) {
        boolean wasAway = !known || (gone && least == most);
        if (wasAway) {
            least++;
        }
        if (wasAway || answered >= onlineUntil) {
            most++;
        }
        known = true;
    }

    /** Tabs are about to be ended. */
    void ending(int count, long now, Duration grace) {
        tabs -= count;
        onlineUntil = Math.max(onlineUntil, now + grace.toNanos());
    }

    /**
     * As many departures were told as were awaited: surely this one among them, unless an earlier one is uncertain. Before the grace period is
     * over it counts for nothing: who is back by then never went.
     */
    void gone(long now) {
        gone = now >= onlineUntil;
    }

    /** Until when the user is online at least. */
    long onlineUntil() {
        return onlineUntil;
    }

    Fate fate() {
        return new Fate(least, most, tabs > 0);
    }
}
