package org.presencehub.hub.options;

import java.time.Duration;
import org.presencehub.config.Settings;

/**
 * How patient hubs are, and how often they show a sign of life. Immutable.
 *
 * @param keepAliveInterval {@value #KEEP_ALIVE_INTERVAL}: how often a client is pinged; at most half the client timeout, since the
 *     JavaScript client's own pings are driven by what it receives
 * @param client {@value #CLIENT}: how long a client may be silent
 * @param handshake {@value #HANDSHAKE}: how long a client may take to say which protocol it speaks
 */
public record HubTimeouts(Duration keepAliveInterval, Duration client, Duration handshake) {
    private static final String KEEP_ALIVE_INTERVAL = "presencehub.keep-alive-interval";
    private static final String CLIENT = "presencehub.client-timeout";
    private static final String HANDSHAKE = "presencehub.handshake-timeout";

    /** SignalR's own. */
    public static final HubTimeouts DEFAULTS =
            new HubTimeouts(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(15));

    public HubTimeouts {
        if (keepAliveInterval.multipliedBy(2).compareTo(client) > 0) {
            throw new IllegalArgumentException(KEEP_ALIVE_INTERVAL + " is '" + keepAliveInterval.toMillis() / 1000.0
                    + "', but at most half of " + CLIENT + ", which is '"
                    + client.toMillis() / 1000.0
                    + "', is allowed: clients send their own pings when they receive one.");
        }
    }

    static HubTimeouts from(Settings settings) {
        return new HubTimeouts(
                settings.timeout(KEEP_ALIVE_INTERVAL, DEFAULTS.keepAliveInterval),
                settings.timeout(CLIENT, DEFAULTS.client),
                settings.timeout(HANDSHAKE, DEFAULTS.handshake));
    }

    public HubTimeouts withKeepAliveInterval(Duration interval) {
        return new HubTimeouts(interval, client, handshake);
    }

    public HubTimeouts withClient(Duration timeout) {
        return new HubTimeouts(keepAliveInterval, timeout, handshake);
    }
}
