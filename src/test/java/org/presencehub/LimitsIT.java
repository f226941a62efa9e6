package org.presencehub;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.WildFlyServer;

/** A server with limits, as its users meet them. */
@Tag("ours")
final class LimitsIT {
    static final String SCENARIO = "limits.test.mjs";

    private static final Map<String, String> LIMITS = Map.of(
            "PRESENCEHUB_DEVELOPMENT", "true",
            "PRESENCEHUB_MAXIMUM_CONNECTIONS_PER_USER", "2",
            "PRESENCEHUB_MAXIMUM_CALLS_PER_SECOND", "5");

    @Test
    void theOfficialClientIsToldOfLimits() {
        var launch = WildFlyServer.launch("limits");
        LIMITS.forEach(launch::with);
        WildFlyServer server = launch.start();
        try {
            NodeIT.run(SCENARIO, server.url().toString()).requireSuccess();
        } finally {
            server.stop();
        }
    }
}
