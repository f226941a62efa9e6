package org.presencehub.presence.options;

import java.time.Duration;
import org.presencehub.DisconnectReason;
import org.presencehub.config.Settings;
import org.presencehub.presence.state.Grace;

/**
 * How long a user stays online without a connection. Immutable.
 *
 * @param goodbye {@value #GOODBYE}: after a goodbye: a component may be mounted again
 * @param lost {@value Settings#LOST_GRACE}: after a lost connection: a page may be reloaded, a phone change its network
 * @param drain {@value #DRAIN}: after a server sent its clients away: they come back to it, or to another one
 */
public record GracePeriods(Duration goodbye, Duration lost, Duration drain) {
    private static final String GOODBYE = "presencehub.presence.goodbye-grace";
    private static final String DRAIN = "presencehub.presence.drain-grace";

    /** The official client makes none that is longer between two tries. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** A second, five seconds, fifteen seconds. */
    public static final GracePeriods DEFAULTS =
            new GracePeriods(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15));

    static GracePeriods from(Settings settings) {
        return new GracePeriods(
                settings.seconds(GOODBYE, DEFAULTS.goodbye, Duration.ZERO),
                settings.seconds(Settings.LOST_GRACE, DEFAULTS.lost, Duration.ZERO),
                settings.timeout(DRAIN, DEFAULTS.drain));
    }

    public GracePeriods withGoodbye(Duration time) {
        return new GracePeriods(time, lost, drain);
    }

    public GracePeriods withLost(Duration time) {
        return new GracePeriods(goodbye, time, drain);
    }

    /** {@return how long, after clients are let in again that were refused: each of them has to have tried again} */
    public Duration afterRefusal() {
        return LONGEST_PAUSE.plus(drain);
    }

    /** {@return how long, after a connection that ended for this reason; for one that may not come back no time at all} */
    public Grace after(DisconnectReason reason) {
        boolean sentAway = reason == DisconnectReason.KICKED || reason == DisconnectReason.LOGGED_OUT;
        return new Grace(reason.mayReconnect() ? timeAfter(reason) : Duration.ZERO, sentAway);
    }

    private Duration timeAfter(DisconnectReason reason) {
        return switch (reason) {
            case GOODBYE -> goodbye;
            case DRAINING -> drain;
            default -> lost;
        };
    }
}
