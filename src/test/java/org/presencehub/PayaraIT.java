package org.presencehub;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.PayaraServer;

/** The same WAR on another server. */
@Tag("payara")
final class PayaraIT {
    static final String SCENARIO = "payara.test.mjs";

    @Test
    void theMainScenarioPassesOnPayaraMicro() {
        try (PayaraServer server = PayaraServer.start(Map.of("PRESENCEHUB_DEVELOPMENT", "true"))) {
            NodeIT.run(SCENARIO, server.url().toString()).requireSuccess();
        }
    }
}
