package org.presencehub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.testing.HeldRequest;
import org.presencehub.testing.RawRequest;
import org.presencehub.testing.ServerLog;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WildFlyServer;
import org.presencehub.testing.WireClient;

/** A server with limits, as its users meet them, and the end of an application that people use. */
@Tag("ours")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
final class LimitsIT {
    static final String SCENARIO = "limits.test.mjs";

    private static final String HUB = "/conformance";
    private static final Map<String, String> LIMITS = Map.of(
            "PRESENCEHUB_DEVELOPMENT", "true",
            "PRESENCEHUB_OPEN_HUBS", HUB,
            "PRESENCEHUB_ALLOWED_ORIGINS", "https://App.example.com:443/, capacitor://app, null",
            "PRESENCEHUB_TRANSPORTS", "WebSockets,LongPolling",
            "PRESENCEHUB_MAXIMUM_CONNECTIONS_PER_USER", "2",
            "PRESENCEHUB_MAXIMUM_CALLS_PER_SECOND", "5",
            "PRESENCEHUB_PORT", "tcp://10.0.0.1:8080", // as Kubernetes has it
            "PRESENCEHUB_MAXIMUM_CONECTIONS", "2",
            "MP_JWT_TOKEN_HEADER", "Cookie");

    private WildFlyServer server;

    @BeforeAll
    void start() {
        var launch = WildFlyServer.launch("limits");
        LIMITS.forEach(launch::with);
        server = launch.start();
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    @Test
    @Order(1)
    void theOfficialClientIsToldOfLimits() {
        NodeIT.run(SCENARIO, server.url().toString()).requireSuccess();
    }

    @Test
    @Order(1)
    void variablesThatNobodyReadsAreNamed() {
        assertThat(new ServerLog(server.logFiles()).lines().filter(line -> line.contains("Of no effect")))
                .anyMatch(line ->
                        line.contains("PRESENCEHUB_MAXIMUM_CONECTIONS (is PRESENCEHUB_MAXIMUM_CONNECTIONS meant?),"
                                + " PRESENCEHUB_PORT."))
                .anyMatch(line -> line.contains("MP_JWT_TOKEN_HEADER."));
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(strings = {"https://app.example.com", "capacitor://app", "null"})
    void pagesAndAppsThatAreListedAreLetIn(String origin) {
        ServerUnderTest users = ServerUnderTest.at(server);

        try (WireClient client = users.opening(HUB).origin(origin).connect()) {
            client.expectAlive();
        }
        assertThat(users.opening(HUB).origin(origin + ".example").refused().status())
                .isEqualTo(403);
    }

    @Test
    @Order(2)
    void whatWaitsWhenTheApplicationIsUndeployedEndsAndNoThreadIsLeft() {
        ServerUnderTest users = ServerUnderTest.at(server);
        RawRequest request = users.get(HUB + "?id=" + users.negotiate(HUB).connectionToken());
        request.send();
        try (HeldRequest poll = request.start();
                WireClient client = users.opening(HUB).connect().expectAlive()) {
            server.undeploy();

            assertThat(poll.answer().status()).isEqualTo(204);
            client.expect("{\"type\":7,\"allowReconnect\":true}").expectClose(1001);
        }
        assertThat(server.threads()).doesNotContain("presencehub");
        assertThat(new ServerLog(server.logFiles()).lines()).noneMatch(line -> line.contains(" ERROR "));
    }
}
