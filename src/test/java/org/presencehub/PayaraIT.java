package org.presencehub;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.presencehub.testing.DebianPackage;
import org.presencehub.testing.PayaraServer;
import org.presencehub.testing.TestWar;

/** The same WAR on another server: the main scenario, and everything that clients do, by every way and in every protocol. */
@Tag("servers")
final class PayaraIT {
    static final String SCENARIO = "payara.test.mjs";

    private static final Map<String, String> SETTINGS =
            Map.of("PRESENCEHUB_DEVELOPMENT", "true", "PRESENCEHUB_OPEN_HUBS", TestWar.OPEN_HUBS);

    /** JUnit closes the stream, and the server with it. */
    @TestFactory
    Stream<DynamicTest> passesOnPayaraMicro() {
        DebianPackage.CHROMIUM.require();
        PayaraServer server = PayaraServer.start(SETTINGS);
        Stream<DynamicTest> scenarios = Stream.of(
                        SCENARIO,
                        "matrix.test.mjs",
                        "transports.test.mjs",
                        "messagepack.test.mjs",
                        "functional.test.mjs")
                .map(name -> DynamicTest.dynamicTest(
                        name, () -> NodeIT.run(name, server.url().toString()).requireSuccess()));
        return Stream.concat(scenarios, SecureIT.scenarios(server.secureUrl())).onClose(server::close);
    }
}
