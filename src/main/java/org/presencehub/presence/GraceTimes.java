package org.presencehub.presence;

import java.time.Duration;
import org.presencehub.DisconnectReason;
import org.presencehub.config.Settings;

/**
 * How long a user stays online without a connection. Immutable.
 *
 * @param goodbye {@value #GOODBYE}: after a goodbye: a component may be mounted again
 * @param lost {@value #LOST}: after a lost connection: a page may be reloaded, a phone change its network
 */
public record GraceTimes(Duration goodbye, Duration lost) {
    private static final String GOODBYE = "presencehub.presence.goodbye-grace";
    private static final String LOST = "presencehub.presence.lost-grace";

    /** A second, five seconds. */
    public static final GraceTimes DEFAULTS = new GraceTimes(Duration.ofSeconds(1), Duration.ofSeconds(5));

    static GraceTimes from(Settings settings) {
        return new GraceTimes(
                settings.seconds(GOODBYE, DEFAULTS.goodbye, Duration.ZERO),
                settings.seconds(LOST, DEFAULTS.lost, Duration.ZERO));
    }

    public GraceTimes withGoodbye(Duration time) {
        return new GraceTimes(time, lost);
    }

    public GraceTimes withLost(Duration time) {
        return new GraceTimes(goodbye, time);
    }

    /** {@return how long, after a connection that ended for this reason; who may not come back leaves at once} */
    Duration after(DisconnectReason reason) {
        if (!reason.mayReconnect()) {
            return Duration.ZERO;
        }
        return reason == DisconnectReason.GOODBYE ? goodbye : lost;
    }
}
