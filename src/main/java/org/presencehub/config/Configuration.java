package org.presencehub.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.presencehub.HubTransport;
import org.presencehub.auth.AuthOptions;
import org.presencehub.auth.ClaimPath;
import org.presencehub.auth.DevelopmentIssuer;
import org.presencehub.auth.KeyAlgorithm;
import org.presencehub.auth.TokenVerifier;
import org.presencehub.connection.ConnectionOptions;
import org.presencehub.hub.CallOptions;
import org.presencehub.hub.HubOptions;
import org.presencehub.hubs.LatchOptions;
import org.presencehub.presence.PresenceOptions;
import org.presencehub.transport.TransportOptions;
import org.presencehub.web.WebOptions;

/** All options, as they follow from the settings; the README has the table. Immutable. */
record Configuration(
        AuthOptions auth,
        TokenVerifier verifier,
        HubOptions hubs,
        LatchOptions latch,
        PresenceOptions presence,
        TransportOptions transport,
        WebOptions web) {
    /** Ignored, it would let everybody send. */
    private static final String FORMER_SEND_ROLES = "presencehub.latch.sender-roles";

    private static final int MOST_THREADS = 10_000;
    private static final Duration LEAST_TIMEOUT = Duration.ofMillis(100);

    /** @throws IllegalArgumentException with a sentence that names the key, the value and what is allowed */
    static Configuration from(Settings settings) {
        boolean development = settings.flag("presencehub.development");
        AuthOptions auth = auth(settings);
        TokenVerifier configured = TokenVerifier.of(auth);
        HubOptions hubs = hubs(settings);
        PresenceOptions presence = presence(settings);
        Optional<DevelopmentIssuer> issuer = development ? Optional.of(new DevelopmentIssuer()) : Optional.empty();
        return new Configuration(
                auth,
                issuer.map(each -> each.verifierBefore(configured)).orElse(configured),
                hubs,
                latch(settings),
                presence,
                transport(settings, development),
                new WebOptions(
                        issuer,
                        settings.flag(WebOptions.CONSOLE, true),
                        hubs.connections().maxQueued(),
                        presence.lostGrace()));
    }

    static AuthOptions auth(Settings settings) {
        AuthOptions defaults = AuthOptions.unconfigured();
        List<ClaimPath> userClaims = settings.list(AuthOptions.USER_CLAIMS).stream()
                .map(path -> ClaimPath.parse(AuthOptions.USER_CLAIMS, path))
                .toList();
        return new AuthOptions(
                settings.text(AuthOptions.PUBLIC_KEY),
                settings.text(AuthOptions.PUBLIC_KEY_LOCATION),
                settings.text(AuthOptions.ISSUER),
                Set.copyOf(settings.list(AuthOptions.AUDIENCES)),
                settings.text(AuthOptions.ALGORITHM).map(KeyAlgorithm::parse),
                settings.text(AuthOptions.SECRET),
                settings.seconds(AuthOptions.LEEWAY, defaults.leeway(), Duration.ZERO),
                userClaims.isEmpty() ? defaults.userClaims() : userClaims,
                settings.text(AuthOptions.ROLE_CLAIM)
                        .map(path -> ClaimPath.parse(AuthOptions.ROLE_CLAIM, path))
                        .orElse(defaults.roleClaim()));
    }

    private static LatchOptions latch(Settings settings) {
        settings.refuse(FORMER_SEND_ROLES, "is called " + LatchOptions.SEND_ROLES + " now");
        return new LatchOptions(
                Set.copyOf(settings.list(LatchOptions.SEND_ROLES)),
                Set.copyOf(settings.list(LatchOptions.BROADCAST_ROLES)));
    }

    private static HubOptions hubs(Settings settings) {
        HubOptions defaults = HubOptions.DEFAULTS;
        return new HubOptions(
                settings.seconds("presencehub.keep-alive-interval", defaults.keepAliveInterval(), LEAST_TIMEOUT),
                settings.seconds("presencehub.client-timeout", defaults.clientTimeout(), LEAST_TIMEOUT),
                settings.seconds("presencehub.handshake-timeout", defaults.handshakeTimeout(), LEAST_TIMEOUT),
                settings.flag("presencehub.detailed-errors"),
                Set.copyOf(settings.list("presencehub.open-hubs")),
                settings.choice("presencehub.token.expiry", Map.of("ignore", false, "close", true))
                        .orElse(defaults.closeExpired()),
                transports(settings),
                calls(settings),
                connections(settings));
    }

    private static Set<HubTransport> transports(Settings settings) {
        Map<String, HubTransport> byTitle =
                Stream.of(HubTransport.values()).collect(Collectors.toMap(HubTransport::title, Function.identity()));
        List<HubTransport> listed = settings.choices("presencehub.transports", byTitle);
        return listed.isEmpty() ? HubOptions.DEFAULTS.transports() : Set.copyOf(listed);
    }

    private static CallOptions calls(Settings settings) {
        CallOptions defaults = CallOptions.DEFAULTS;
        return new CallOptions(
                (int) settings.number("presencehub.hub-threads", defaults.threads(), 1, MOST_THREADS),
                (int) settings.number(CallOptions.PER_SECOND, defaults.perSecond(), 0, 1_000_000),
                (int) settings.number("presencehub.stream-buffer-capacity", defaults.streamBuffer(), 1, 1_000_000),
                settings.seconds("presencehub.client-result-timeout", defaults.clientResultTimeout(), LEAST_TIMEOUT));
    }

    private static ConnectionOptions connections(Settings settings) {
        ConnectionOptions defaults = ConnectionOptions.DEFAULTS;
        return new ConnectionOptions(
                settings.number(
                        "presencehub.maximum-receive-message-size", defaults.maxMessageSize(), 0, Integer.MAX_VALUE),
                (int) settings.number(
                        "presencehub.maximum-receive-backlog", defaults.maxBacklog(), 1, Integer.MAX_VALUE),
                (int) settings.number("presencehub.maximum-send-backlog", defaults.maxQueued(), 1, Integer.MAX_VALUE),
                settings.seconds("presencehub.send-timeout", defaults.sendTimeout(), LEAST_TIMEOUT),
                settings.seconds("presencehub.attach-timeout", defaults.attachTimeout(), LEAST_TIMEOUT),
                (int) settings.number(
                        "presencehub.maximum-connections", defaults.maxConnections(), 1, Integer.MAX_VALUE),
                (int) settings.number(ConnectionOptions.MAX_PER_USER, defaults.maxPerUser(), 0, Integer.MAX_VALUE),
                (int) settings.number("presencehub.resume-buffer-size", defaults.resumeBuffer(), 1, Integer.MAX_VALUE),
                settings.seconds("presencehub.resume-timeout", defaults.resumeTimeout(), LEAST_TIMEOUT));
    }

    private static TransportOptions transport(Settings settings, boolean development) {
        TransportOptions defaults = TransportOptions.DEFAULTS;
        return new TransportOptions(
                Set.copyOf(settings.origins("presencehub.allowed-origins")),
                development,
                settings.seconds("presencehub.poll-timeout", defaults.pollTimeout(), LEAST_TIMEOUT),
                settings.seconds("presencehub.disconnect-timeout", defaults.disconnectTimeout(), LEAST_TIMEOUT));
    }

    private static PresenceOptions presence(Settings settings) {
        PresenceOptions defaults = PresenceOptions.DEFAULTS;
        return new PresenceOptions(
                settings.seconds("presencehub.presence.goodbye-grace", defaults.goodbyeGrace(), Duration.ZERO),
                settings.seconds("presencehub.presence.lost-grace", defaults.lostGrace(), Duration.ZERO),
                settings.seconds("presencehub.presence.list-interval", defaults.listInterval(), Duration.ofMillis(1)),
                settings.number(
                        "presencehub.presence.list-bytes-per-second",
                        defaults.listBytesPerSecond(),
                        1_000,
                        Long.MAX_VALUE),
                (int) settings.number("presencehub.observer-threads", defaults.observerThreads(), 1, MOST_THREADS),
                settings.text("presencehub.node").orElse(defaults.node()));
    }
}
