package org.presencehub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.presencehub.testing.NginxServer;
import org.presencehub.testing.Opening;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** Behind a reverse proxy that ends TLS and sets {@code Connection: upgrade} on every request. */
@WireTest
@TestInstance(Lifecycle.PER_CLASS)
final class NginxIT {
    private final ServerUnderTest server;
    private NginxServer nginx;
    private ServerUnderTest proxied;

    NginxIT(ServerUnderTest server) {
        this.server = server;
    }

    @BeforeAll
    void start() {
        nginx = NginxServer.inFrontOf(server.url());
        proxied = server.through(nginx.url());
    }

    @AfterAll
    void stop() {
        nginx.close();
    }

    @Test
    void theMainScenarioPasses() {
        NodeIT.run(PayaraIT.SCENARIO, nginx.url().toString()).requireSuccess();
    }

    @Test
    void aPageOfTheProxysOwnOriginConnects() {
        try (WireClient client = opening("https://example.com").connect()) {
            client.expectAlive();
        }
    }

    @Test
    void aPageOfAnotherOriginIsRefused() {
        assertThat(opening("https://foreign.example").refused().status()).isEqualTo(403);
    }

    private Opening opening(String origin) {
        return proxied.opening(LATCH, unique("anna")).host("example.com").origin(origin);
    }
}
