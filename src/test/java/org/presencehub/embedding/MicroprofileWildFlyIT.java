package org.presencehub.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.HostLaunch;
import org.presencehub.testing.HostServer;
import org.presencehub.testing.WildFlyHost;

/** A server without enterprise beans, which is told in a sentence. */
@Tag("servers")
final class MicroprofileWildFlyIT {
    @Test
    void theDeploymentStopsAndSaysWhatTheServerLacks() {
        HostLaunch launch = new HostLaunch(
                "embedding-microprofile",
                List.of(new Applications("embedding-microprofile").of(Example.SMALL)),
                Map.of());
        WildFlyHost host = new WildFlyHost(Servers.WILDFLY, "standalone-microprofile.xml", List.of());

        try (HostServer server = host.start(launch)) {
            assertThat(server.log())
                    .contains("PresenceHub needs enterprise beans, and here are none. Either this server has none")
                    .doesNotContain("Serving the hub");
        }
    }
}
