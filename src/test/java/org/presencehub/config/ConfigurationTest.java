package org.presencehub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.presencehub.config.MapConfig.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.HubTransport;
import org.presencehub.auth.AuthOptions;
import org.presencehub.auth.ClaimPath;
import org.presencehub.auth.KeyAlgorithm;
import org.presencehub.console.ConsoleOptions;
import org.presencehub.http.RequestOptions;
import org.presencehub.hub.options.HubOptions;
import org.presencehub.hubs.HubsOptions;
import org.presencehub.hubs.LatchOptions;
import org.presencehub.lifecycle.DrainOptions;
import org.presencehub.presence.options.PresenceOptions;
import org.presencehub.transport.options.TransportOptions;

/** Every key: where its value goes, and what is said of a wrong one. */
class ConfigurationTest {
    private static final String SECRET = "a secret of more than thirty-two bytes";

    private static Configuration of(String... keysAndValues) {
        return Configuration.from(settings(keysAndValues));
    }

    @Test
    void nothingConfiguredMeansDefaultsThatRefuseEveryToken() {
        Configuration configuration = of();

        assertThat(configuration.auth()).isEqualTo(AuthOptions.DEFAULTS);
        assertThat(configuration.verifier().ready()).isFalse();
        assertThat(configuration.hubs()).isEqualTo(HubOptions.DEFAULTS);
        assertThat(configuration.latch()).isEqualTo(LatchOptions.CLOSED);
        assertThat(configuration.presence()).isEqualTo(PresenceOptions.DEFAULTS);
        assertThat(configuration.transport()).isEqualTo(TransportOptions.DEFAULTS);
        assertThat(configuration.console().enabled()).isTrue();
    }

    private static Arguments row(
            String key, String value, Function<Configuration, Object> where, Object expected, String wrong) {
        return Arguments.of(key, value, where, expected, wrong);
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                row(
                        "presencehub.development",
                        "true",
                        all -> all.transport().origins().local(),
                        true,
                        "on"),
                row(
                        "presencehub.allowed-origins",
                        "https://A.example/, http://b.example:81",
                        all -> all.transport().origins().listed(),
                        Set.of("https://a.example", "http://b.example:81"),
                        "*"),
                row(
                        "presencehub.keep-alive-interval",
                        "10",
                        all -> all.hubs().timeouts().keepAliveInterval(),
                        Duration.ofSeconds(10),
                        "0"),
                row(
                        "presencehub.client-timeout",
                        "60.5",
                        all -> all.hubs().timeouts().client(),
                        Duration.ofMillis(60_500),
                        "soon"),
                row(
                        "presencehub.handshake-timeout",
                        "3",
                        all -> all.hubs().timeouts().handshake(),
                        Duration.ofSeconds(3),
                        "-3"),
                row("presencehub.detailed-errors", "true", all -> all.hubs().detailedErrors(), true, "some"),
                row(
                        "presencehub.maximum-receive-message-size",
                        "0",
                        all -> all.hubs().connections().receive().maxMessageSize(),
                        0L,
                        "32KB"),
                row(
                        "presencehub.maximum-receive-backlog",
                        "4096",
                        all -> all.hubs().connections().receive().maxBacklog(),
                        4096,
                        "0"),
                row(
                        "presencehub.maximum-send-backlog",
                        "4097",
                        all -> all.hubs().connections().send().maxBacklog(),
                        4097,
                        "2147483648"),
                row(
                        "presencehub.send-timeout",
                        "2",
                        all -> all.hubs().connections().send().timeout(),
                        Duration.ofSeconds(2),
                        "0.05"),
                row("presencehub.request-timeout", "6", all -> all.requests().timeout(), Duration.ofSeconds(6), "0"),
                row(
                        "presencehub.attach-timeout",
                        "4",
                        all -> all.hubs().connections().attachTimeout(),
                        Duration.ofSeconds(4),
                        "never"),
                row(
                        "presencehub.maximum-connections",
                        "17",
                        all -> all.hubs().connections().capacity().maxConnections(),
                        17,
                        "0"),
                row(
                        "presencehub.presence.goodbye-grace",
                        "0",
                        all -> all.presence().grace().goodbye(),
                        Duration.ZERO,
                        "-1"),
                row(
                        "presencehub.presence.lost-grace",
                        "8",
                        all -> all.presence().grace().lost(),
                        Duration.ofSeconds(8),
                        "long"),
                row(
                        "presencehub.presence.drain-grace",
                        "20",
                        all -> all.presence().grace().drain(),
                        Duration.ofSeconds(20),
                        "0"),
                row("presencehub.drain.wave-size", "7", all -> all.drain().waveSize(), 7, "0"),
                row(
                        "presencehub.drain.wave-interval",
                        "2",
                        all -> all.drain().waveInterval(),
                        Duration.ofSeconds(2),
                        "-1"),
                row("presencehub.drain.timeout", "9", all -> all.drain().timeout(), Duration.ofSeconds(9), "0"),
                row(
                        "presencehub.presence.list-interval",
                        "0.2",
                        all -> all.presence().lists().interval(),
                        Duration.ofMillis(200),
                        "0"),
                row(
                        "presencehub.presence.list-bytes-per-second",
                        "5000",
                        all -> all.presence().lists().bytesPerSecond(),
                        5000L,
                        "999"),
                row(
                        "presencehub.poll-timeout",
                        "9",
                        all -> all.transport().polls().poll(),
                        Duration.ofSeconds(9),
                        "0"),
                row(
                        "presencehub.disconnect-timeout",
                        "9",
                        all -> all.transport().polls().disconnect(),
                        Duration.ofSeconds(9),
                        "0"),
                row(
                        "presencehub.resume-timeout",
                        "9",
                        all -> all.hubs().connections().resume().timeout(),
                        Duration.ofSeconds(9),
                        "0"),
                row(
                        "presencehub.client-result-timeout",
                        "9",
                        all -> all.hubs().calls().clientResultTimeout(),
                        Duration.ofSeconds(9),
                        "0"),
                row(
                        "presencehub.token.expiry",
                        "ignore",
                        all -> all.hubs().access().closeExpired(),
                        false,
                        "ignored"),
                row(
                        "presencehub.token.expiry",
                        "close",
                        all -> all.hubs().access().closeExpired(),
                        true,
                        "maybe"),
                row(
                        "presencehub.login.expiry",
                        "close",
                        all -> all.transport().login().closeExpired(),
                        true,
                        "maybe"),
                row("presencehub.json.enums", "numbers", all -> all.binding().enumsAsNumbers(), true, "ordinals"),
                row(
                        "presencehub.messagepack.members",
                        "upper-camel",
                        all -> all.binding().upperCamel(),
                        true,
                        "UpperCamel"),
                row(
                        "presencehub.transports",
                        "LongPolling",
                        all -> all.hubs().access().transports(),
                        Set.of(HubTransport.LONG_POLLING),
                        "Telegraph"),
                row(
                        "presencehub.resume-buffer-size",
                        "9",
                        all -> all.hubs().connections().resume().bufferSize(),
                        9,
                        "0"),
                row(
                        "presencehub.stream-buffer-capacity",
                        "9",
                        all -> all.hubs().calls().streamBuffer(),
                        9,
                        "0"),
                row("presencehub.hub-threads", "8", all -> all.hubs().calls().threads(), 8, "0"),
                row("presencehub.hub-threads", "9", all -> all.hubs().calls().threadsPerUser(), 4, "0"),
                row(
                        "presencehub.hub-threads-per-user",
                        "7",
                        all -> all.hubs().calls().threadsPerUser(),
                        7,
                        "0"),
                row(
                        "presencehub.maximum-calls-per-second",
                        "20",
                        all -> all.hubs().calls().perSecond(),
                        20,
                        "-1"),
                row(
                        "presencehub.maximum-connections-per-user",
                        "5",
                        all -> all.hubs().connections().capacity().maxPerUser(),
                        5,
                        "-1"),
                row("presencehub.console", "false", all -> all.console().enabled(), false, "no"),
                row("presencehub.presence-hub", "false", all -> all.builtIn().presence(), false, "no"),
                row("presencehub.latch-hub", "false", all -> all.builtIn().latch(), false, "no"),
                row("presencehub.observer-threads", "2", all -> all.presence().observerThreads(), 2, "many"),
                row(
                        "mp.jwt.verify.clock.skew",
                        "60",
                        all -> all.auth().claims().leeway(),
                        Duration.ofSeconds(60),
                        "a minute"),
                row(
                        "mp.jwt.verify.token.age",
                        "600",
                        all -> all.auth().claims().age(),
                        Optional.of(Duration.ofMinutes(10)),
                        "0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void valueOfAKeyArrives(
            String key, String value, Function<Configuration, Object> where, Object expected, String wrong) {
        assertThat(where.apply(of(key, value))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void wrongValueIsNamedWithItsKeyAndWhatIsAllowed(
            String key, String value, Function<Configuration, Object> where, Object expected, String wrong) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(key, wrong))
                .withMessageMatching("\\Q" + key + " is '" + wrong + "', but only \\E.+ is allowed\\.");
    }

    @Test
    void openHubsAreAList() {
        assertThat(of("presencehub.open-hubs", "/signalrhub, /other")
                        .hubs()
                        .access()
                        .openHubs())
                .containsExactlyInAnyOrder("/signalrhub", "/other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sender", ""})
    void aKeyThatIsNoLongerReadStopsTheDeployment(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("presencehub.latch.sender-roles", value))
                .withMessage(
                        "presencehub.latch.sender-roles is set, but it is called presencehub.latch.send-roles now.");
    }

    @Test
    void aNodeHasTheNameOfItsHostUnlessItIsGivenOne() {
        assertThat(of().presence().node()).isNotBlank();
        assertThat(of("presencehub.node", "berlin-1").presence().node()).isEqualTo("berlin-1");
    }

    @Test
    void intervalAndTimeoutAreJudgedTogether() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("presencehub.client-timeout", "20"))
                .withMessageStartingWith("presencehub.keep-alive-interval is '15.0', but at most half of"
                        + " presencehub.client-timeout, which is '20.0', is allowed");
    }

    @Test
    void keysOfMicroProfileJwtAreHonoured() {
        AuthOptions auth = AuthOptions.from(settings(
                "mp.jwt.verify.publickey.location", "https://id.example/jwks",
                "mp.jwt.verify.publickey.algorithm", "ES256",
                "mp.jwt.verify.issuer", "https://id.example",
                "mp.jwt.verify.audiences", "hub, other",
                "presencehub.jwt.user-claims", "email, sub",
                "presencehub.jwt.role-claim", "realm_access/roles"));

        assertThat(auth.keys().publicKeyLocation()).contains("https://id.example/jwks");
        assertThat(auth.keys().algorithm()).contains(KeyAlgorithm.ES256);
        assertThat(auth.claims().issuer()).contains("https://id.example");
        assertThat(auth.claims().audiences()).containsExactlyInAnyOrder("hub", "other");
        assertThat(auth.claims().user()).extracting(ClaimPath::toString).containsExactly("email", "sub");
        assertThat(auth.claims().roles()).hasToString("realm_access/roles");
        assertThat(AuthOptions.from(settings("mp.jwt.verify.publickey", "pem"))
                        .keys()
                        .publicKey())
                .contains("pem");
    }

    @Test
    void unusableKeyStopsTheDeployment() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("mp.jwt.verify.publickey", "no key"))
                .withMessageContaining("mp.jwt.verify.publickey");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("mp.jwt.verify.publickey.location", "file:///no/such/key.pem"))
                .withMessageContaining("mp.jwt.verify.publickey.location");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("mp.jwt.verify.publickey.algorithm", "RS512"))
                .withMessageContainingAll("mp.jwt.verify.publickey.algorithm", "RS512", "RS256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("mp.jwt.verify.clock.skew", "301"))
                .withMessageContainingAll("mp.jwt.verify.clock.skew", "301", "300");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("presencehub.jwt.role-claim", "a//b"))
                .withMessageContainingAll("presencehub.jwt.role-claim", "a//b");
    }

    @Test
    void secretMakesReadyAndIsNeverShown() {
        Configuration configuration = of("presencehub.jwt.secret", SECRET);

        assertThat(configuration.verifier().ready()).isTrue();
        assertThat(configuration).asString().doesNotContain(SECRET);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("presencehub.jwt.secret", "too short"))
                .withMessageContaining("presencehub.jwt.secret")
                .withMessageNotContaining("too short");
    }

    @Test
    void eachBuiltInHubIsThereUnlessSwitchedOff() {
        assertThat(of().builtIn()).isEqualTo(new HubsOptions(true, true));
        assertThat(of("presencehub.presence-hub", "false").builtIn()).isEqualTo(new HubsOptions(false, true));
        assertThat(of("presencehub.latch-hub", "false").builtIn()).isEqualTo(new HubsOptions(true, false));
    }

    @Test
    void theLoginIsAskedAboutTheRolesThatAreNamed() {
        assertThat(of().transport().login().roles()).isEmpty();
        assertThat(of("presencehub.login.roles", "clerk, customer")
                        .transport()
                        .login()
                        .roles())
                .containsExactlyInAnyOrder("clerk", "customer");
    }

    @Test
    void theConsoleIsThereUnlessSwitchedOff() {
        assertThat(of("presencehub.console", "false").console().enabled()).isFalse();
    }

    @Test
    void eachKeyStandsAtOnePlaceInTheSources() throws IOException {
        Pattern comment = Pattern.compile("(?s)/\\*.*?\\*/|^\\s*//[^\n]*|[;{}(,]\\s+//[^\n]*", Pattern.MULTILINE);
        Pattern key = Pattern.compile("(?<![\\w.])(?:presencehub|mp\\.jwt)\\.[a-z.-]*[a-z]");
        Map<String, List<String>> places = new TreeMap<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                String code = comment.matcher(Files.readString(source)).replaceAll("");
                key.matcher(code)
                        .results()
                        .forEach(found -> places.computeIfAbsent(found.group(), none -> new ArrayList<>())
                                .add(source.getFileName().toString()));
            }
        }

        assertThat(places.keySet()).containsAll(keysThatAreRead());
        assertThat(places).allSatisfy((any, files) -> assertThat(files).hasSize(1));
    }

    @Test
    void docsHaveEveryKeyInTheirTable() throws IOException {
        Set<String> asked = keysThatAreRead();

        asked.remove("presencehub.latch.sender-roles"); // which only stops a deployment
        assertThat(asked).hasSizeGreaterThan(20);
        assertThat(ConfigurationTable.keys()).containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void theKeysOfJarsThatMayBeMissingAreThoseThatOnlyTheyRead() {
        Set<String> asked = asked(List.of(LatchOptions::from, HubsOptions::from, ConsoleOptions::from));

        asked.removeAll(asked(List.of(
                AuthOptions::from,
                RequestOptions::from,
                HubOptions::from,
                DrainOptions::from,
                PresenceOptions::from,
                TransportOptions::from)));
        assertThat(KnownKeys.ofOptionalJars()).containsExactlyElementsOf(new TreeSet<>(asked));
    }

    static Set<String> keysThatAreRead() {
        return asked(List.of(Configuration::from));
    }

    private static Set<String> asked(List<Function<Settings, ?>> readings) {
        Set<String> asked = new HashSet<>();
        Map<String, String> values = new HashMap<>() {
            @Override
            public @Nullable String get(Object key) {
                asked.add(key.toString());
                return null;
            }
        };
        readings.forEach(reading -> {
            Object unused = reading.apply(new Settings(new MapConfig(values)));
        });
        return asked;
    }
}
