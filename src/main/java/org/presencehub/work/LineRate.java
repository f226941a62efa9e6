package org.presencehub.work;

import java.lang.System.Logger.Level;

/**
 * How many lines of one kind came. Immutable.
 *
 * @param since when the first one came, in nanoseconds
 */
record LineRate(Level level, long since, long lines) {
    LineRate andOne() {
        return new LineRate(level, since, lines + 1);
    }

    /** {@return how many are not written} */
    long leftOut() {
        return Math.max(0, lines - RatedLogger.LINES);
    }
}
