package org.presencehub.presence.options;

import java.time.Duration;
import org.presencehub.config.Settings;

/**
 * How often the list of those online goes to everybody. Immutable.
 *
 * @param interval {@value #INTERVAL}: the least time between two
 * @param bytesPerSecond {@value #BYTES_PER_SECOND}: what they may cost; above it they come less often
 */
public record ListBudget(Duration interval, long bytesPerSecond) {
    private static final String INTERVAL = "presencehub.presence.list-interval";
    private static final String BYTES_PER_SECOND = "presencehub.presence.list-bytes-per-second";

    /** Four lists a second, ten megabytes a second. */
    public static final ListBudget DEFAULTS = new ListBudget(Duration.ofMillis(250), 10_000_000);

    static ListBudget from(Settings settings) {
        return new ListBudget(
                settings.seconds(INTERVAL, DEFAULTS.interval, Duration.ofMillis(1)),
                settings.number(BYTES_PER_SECOND, DEFAULTS.bytesPerSecond, 1_000, Long.MAX_VALUE));
    }

    public ListBudget withInterval(Duration least) {
        return new ListBudget(least, bytesPerSecond);
    }

    public ListBudget withBytesPerSecond(long most) {
        return new ListBudget(interval, most);
    }
}
