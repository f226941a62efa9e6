package org.presencehub.history;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.LongStream;

/**
 * What to check, as system properties below {@code presencehub.history} say. Immutable.
 *
 * @param seeds how many runs
 * @param firstSeed the seed of the first; each run's is one more
 * @param users how many come and go in each
 * @param grace what the server promises, in seconds: {@code goodbye-grace} and {@code lost-grace}
 */
record HistoryOptions(int seeds, long firstSeed, int users, Grace grace) {
    static HistoryOptions ofSystemProperties() {
        return new HistoryOptions(
                Integer.parseInt(property("seeds", "3")),
                Long.parseLong(property("first-seed", "1")),
                Integer.parseInt(property("users", "200")),
                new Grace(seconds("goodbye-grace", "1"), seconds("lost-grace", "5")));
    }

    LongStream allSeeds() {
        return LongStream.range(firstSeed, firstSeed + seeds);
    }

    private static Duration seconds(String name, String otherwise) {
        return Duration.ofNanos(
                new BigDecimal(property(name, otherwise)).movePointRight(9).longValueExact());
    }

    private static String property(String name, String otherwise) {
        return System.getProperty("presencehub.history." + name, otherwise);
    }
}
