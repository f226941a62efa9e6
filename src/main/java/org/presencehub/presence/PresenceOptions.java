package org.presencehub.presence;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.presencehub.DisconnectReason;

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
    /** A second, five seconds, four lists a second, ten megabytes a second, four threads, the name of the host. */
    public static final PresenceOptions DEFAULTS = new PresenceOptions(
            Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMillis(250), 10_000_000, 4, hostName());

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
