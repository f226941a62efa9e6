package org.presencehub.history;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.LongStream;

/**
 * What to check. Immutable.
 *
 * @param seeds how many runs
 * @param firstSeed the seed of the first; each run's is one more
 * @param users how many come and go in each
 * @param grace what the server promises
 */
record HistoryOptions(int seeds, long firstSeed, int users, Grace grace) {
    static final HistoryOptions DEFAULTS =
            new HistoryOptions(3, 1, 200, new Grace(Duration.ofSeconds(1), Duration.ofSeconds(5)));

    LongStream allSeeds() {
        return LongStream.range(firstSeed, firstSeed + seeds);
    }

    /** Which lives, and what they are held against. */
    @Override
    public String toString() {
        String which = seeds == 1 ? "seed " + firstSeed : "seeds " + firstSeed + " to " + (firstSeed + seeds - 1);
        return which + ", grace periods " + inSeconds(grace.goodbye()) + " (goodbye) and " + inSeconds(grace.lost())
                + " (lost)";
    }

    private static String inSeconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }
}
