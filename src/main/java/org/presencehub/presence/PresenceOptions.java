package org.presencehub.presence;

import java.time.Duration;
import org.presencehub.DisconnectReason;

/**
 * How patient presence is. Immutable.
 *
 * @param goodbyeGrace how long a user stays online after a goodbye: a component may be mounted again
 * @param lostGrace how long a user stays online after a lost connection: a page may be reloaded, a phone change its network
 * @param listInterval the least time between two lists to everybody
 * @param listBytesPerSecond what lists to everybody may cost; above it they come less often
 */
public record PresenceOptions(
        Duration goodbyeGrace, Duration lostGrace, Duration listInterval, long listBytesPerSecond) {
    /** A second, five seconds, four lists a second, ten megabytes a second. */
    public static final PresenceOptions DEFAULTS =
            new PresenceOptions(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMillis(250), 10_000_000);

    /** {@return how long a user stays online after a connection that ended for this reason; who may not come back leaves at once} */
    Duration graceAfter(DisconnectReason reason) {
        if (!reason.mayReconnect()) {
            return Duration.ZERO;
        }
        return reason == DisconnectReason.GOODBYE ? goodbyeGrace : lostGrace;
    }
}
