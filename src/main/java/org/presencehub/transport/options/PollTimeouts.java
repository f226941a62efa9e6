package org.presencehub.transport.options;

import java.time.Duration;
import org.presencehub.config.Settings;

/**
 * How patient long polling is. Immutable.
 *
 * @param poll {@value #POLL}: how long a poll waits for something to say: clients give up after 100 seconds
 * @param disconnect {@value #DISCONNECT}: how long a client may leave its connection without a poll
 * @param lost {@value Settings#LOST_GRACE}: and how long, if it has hung up while a poll was held
 */
public record PollTimeouts(Duration poll, Duration disconnect, Duration lost) {
    private static final String POLL = "presencehub.poll-timeout";
    private static final String DISCONNECT = "presencehub.disconnect-timeout";

    /** SignalR's own. */
    public static final PollTimeouts DEFAULTS =
            new PollTimeouts(Duration.ofSeconds(90), Duration.ofSeconds(15), Duration.ofSeconds(5));

    static PollTimeouts from(Settings settings) {
        return new PollTimeouts(
                settings.timeout(POLL, DEFAULTS.poll),
                settings.timeout(DISCONNECT, DEFAULTS.disconnect),
                settings.seconds(Settings.LOST_GRACE, DEFAULTS.lost, Duration.ZERO));
    }
}
