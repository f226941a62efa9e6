package org.presencehub.presence;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.presencehub.DisconnectReason;
import org.presencehub.config.Settings;

/**
 * How patient presence is. Immutable.
 *
 * @param goodbyeGrace how long a user stays online after a goodbye: a component may be mounted again
 * @param lostGrace how long a user stays online after a lost connection: a page may be reloaded, a phone change its network
 * @param listInterval the least time between two lists to everybody
 * @param listBytesPerSecond what lists to everybody may cost; above it they come less often
 * @param observerThreads how many events of users may be with their observers at once
 * @param node what this server is called in these events
 */
public record PresenceOptions(
        Duration goodbyeGrace,
        Duration lostGrace,
        Duration listInterval,
        long listBytesPerSecond,
        int observerThreads,
        String node) {
    private static final String GOODBYE_GRACE = "presencehub.presence.goodbye-grace";
    private static final String LOST_GRACE = "presencehub.presence.lost-grace";
    private static final String LIST_INTERVAL = "presencehub.presence.list-interval";
    private static final String LIST_BYTES_PER_SECOND = "presencehub.presence.list-bytes-per-second";
    private static final String OBSERVER_THREADS = "presencehub.observer-threads";
    private static final String NODE = "presencehub.node";
    private static final int MOST_THREADS = 10_000;

    /** A second, five seconds, four lists a second, ten megabytes a second, four threads, the name of the host. */
    public static final PresenceOptions DEFAULTS = new PresenceOptions(
            Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMillis(250), 10_000_000, 4, hostName());

    /** {@return what the settings say} */
    public static PresenceOptions from(Settings settings) {
        return new PresenceOptions(
                settings.seconds(GOODBYE_GRACE, DEFAULTS.goodbyeGrace, Duration.ZERO),
                settings.seconds(LOST_GRACE, DEFAULTS.lostGrace, Duration.ZERO),
                settings.seconds(LIST_INTERVAL, DEFAULTS.listInterval, Duration.ofMillis(1)),
                settings.number(LIST_BYTES_PER_SECOND, DEFAULTS.listBytesPerSecond, 1_000, Long.MAX_VALUE),
                (int) settings.number(OBSERVER_THREADS, DEFAULTS.observerThreads, 1, MOST_THREADS),
                settings.text(NODE).orElse(DEFAULTS.node));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) { // a host that cannot resolve its own name
            return "localhost";
        }
    }

    /** {@return how long a user stays online after a connection that ended for this reason; who may not come back leaves at once} */
    Duration graceAfter(DisconnectReason reason) {
        if (!reason.mayReconnect()) {
            return Duration.ZERO;
        }
        return reason == DisconnectReason.GOODBYE ? goodbyeGrace : lostGrace;
    }
}
