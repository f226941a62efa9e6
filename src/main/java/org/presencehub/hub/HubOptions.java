package org.presencehub.hub;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.presencehub.HubTransport;
import org.presencehub.config.Settings;
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
    static final String OPEN_HUBS = "presencehub.open-hubs";

    private static final String KEEP_ALIVE_INTERVAL = "presencehub.keep-alive-interval";
    private static final String CLIENT_TIMEOUT = "presencehub.client-timeout";
    private static final String HANDSHAKE_TIMEOUT = "presencehub.handshake-timeout";
    private static final String DETAILED_ERRORS = "presencehub.detailed-errors";
    private static final String TOKEN_EXPIRY = "presencehub.token.expiry";
    private static final String TRANSPORTS = "presencehub.transports";

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
            throw new IllegalArgumentException(KEEP_ALIVE_INTERVAL + " is '" + keepAliveInterval.toMillis() / 1000.0
                    + "', but at most half of " + CLIENT_TIMEOUT + ", which is '"
                    + clientTimeout.toMillis() / 1000.0
                    + "', is allowed: clients send their own pings when they receive one.");
        }
    }

    /** {@return what the settings say} */
    public static HubOptions from(Settings settings) {
        return new HubOptions(
                settings.timeout(KEEP_ALIVE_INTERVAL, DEFAULTS.keepAliveInterval),
                settings.timeout(CLIENT_TIMEOUT, DEFAULTS.clientTimeout),
                settings.timeout(HANDSHAKE_TIMEOUT, DEFAULTS.handshakeTimeout),
                settings.flag(DETAILED_ERRORS),
                Set.copyOf(settings.list(OPEN_HUBS)),
                settings.choice(TOKEN_EXPIRY, Map.of("ignore", false, "close", true))
                        .orElse(DEFAULTS.closeExpired),
                transports(settings),
                CallOptions.from(settings),
                ConnectionOptions.from(settings));
    }

    private static Set<HubTransport> transports(Settings settings) {
        Map<String, HubTransport> byTitle =
                Stream.of(HubTransport.values()).collect(Collectors.toMap(HubTransport::title, Function.identity()));
        List<HubTransport> listed = settings.choices(TRANSPORTS, byTitle);
        return listed.isEmpty() ? DEFAULTS.transports : Set.copyOf(listed);
    }
}
