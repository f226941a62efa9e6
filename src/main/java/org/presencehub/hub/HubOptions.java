package org.presencehub.hub;

import java.time.Duration;
import java.util.Set;
import org.presencehub.HubTransport;
import org.presencehub.connection.ConnectionOptions;

/**
 * How hubs treat their connections. Immutable.
 *
 * @param keepAliveInterval how often a client is pinged; at most half the client timeout, since the JavaScript client's own pings are
 *     driven by what it receives
 * @param clientTimeout how long a client may be silent
 * @param handshakeTimeout how long a client may take to say which protocol it speaks
 * @param detailedErrors whether clients are told the text of any exception; for development
 * @param openHubs the paths of hubs that ask for no token
 * @param closeExpired whether a connection ends when the token that opened it is no longer accepted
 * @param transports how clients may reach any hub
 * @param calls how hub methods are run
 * @param connections the bounds of each connection
 */
public record HubOptions(
        Duration keepAliveInterval,
        Duration clientTimeout,
        Duration handshakeTimeout,
        boolean detailedErrors,
        Set<String> openHubs,
        boolean closeExpired,
        Set<HubTransport> transports,
        CallOptions calls,
        ConnectionOptions connections) {
    /** SignalR's own defaults. */
    public static final HubOptions DEFAULTS = new HubOptions(
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofSeconds(15),
            false,
            Set.of(),
            false,
            Set.of(HubTransport.values()),
            CallOptions.DEFAULTS,
            ConnectionOptions.DEFAULTS);

    public HubOptions {
        openHubs = Set.copyOf(openHubs);
        transports = Set.copyOf(transports);
        if (keepAliveInterval.multipliedBy(2).compareTo(clientTimeout) > 0) {
            throw new IllegalArgumentException(
                    "presencehub.keep-alive-interval is '" + keepAliveInterval.toMillis() / 1000.0
                            + "', but at most half of presencehub.client-timeout, which is '"
                            + clientTimeout.toMillis() / 1000.0
                            + "', is allowed: clients send their own pings when they receive one.");
        }
    }
}
