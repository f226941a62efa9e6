package org.presencehub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.presencehub.testing.DebianPackage;
import org.presencehub.testing.ServerLog;
import org.presencehub.testing.TestWar;
import org.presencehub.testing.WildFlyServer;

/** What clients do, by HTTPS: there browsers speak HTTP/2. */
@Tag("ours")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
final class SecureIT {
    static final String HTTP2 = "http2.test.mjs";

    /** Official clients, and requests as they write none. */
    private static final List<String> SCENARIOS = List.of("functional.test.mjs", "functional-browser.test.mjs", HTTP2);

    private WildFlyServer server;

    @BeforeAll
    void start() {
        DebianPackage.CHROMIUM.require();
        server = serverNamed("secure");
    }

    /** {@return a server of that name that speaks HTTP and HTTPS} */
    static WildFlyServer serverNamed(String name) {
        return WildFlyServer.launch(name)
                .with("PRESENCEHUB_DEVELOPMENT", "true")
                .with("PRESENCEHUB_OPEN_HUBS", TestWar.OPEN_HUBS)
                .withTls()
                .start();
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    @TestFactory
    @Order(1)
    Stream<DynamicTest> passes() {
        return scenarios(server.secureUrl());
    }

    /** All that is to pass by HTTPS, on any server. */
    static Stream<DynamicTest> scenarios(URI url) {
        return SCENARIOS.stream()
                .map(name -> DynamicTest.dynamicTest(
                        name + " by HTTPS",
                        () -> NodeIT.run(name, url.toString()).requireSuccess()));
    }

    /** Of a response that is completed too early, and the like, only its log tells. */
    @Test
    @Order(2)
    void theServerDoesNotStumble() {
        assertThat(new ServerLog(server.logFiles()).lines())
                .noneMatch(line -> line.contains("NullPointerException") || line.contains("XNIO0"));
    }
}
