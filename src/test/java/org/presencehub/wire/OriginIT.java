package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.testing.RawResponse;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** RFC 6455 §10.2: browsers let any page open a WebSocket anywhere, so the server looks where the page came from. */
@WireTest
final class OriginIT {
    private final ServerUnderTest server;
    private final String user = unique("anna");

    OriginIT(ServerUnderTest server) {
        this.server = server;
    }

    @ParameterizedTest
    @Tag("ours")
    @CsvSource({
        "http://foreign.example,              hub.example",
        "http://hub.example.foreign.example,  hub.example",
        "http://foreign.example/hub.example,  hub.example",
        "http://sub.hub.example,              hub.example",
        "http://hub.example:8080,             hub.example",
        "https://hub.example:8443,            hub.example",
        "http://hub.example,                  hub.example:8080",
        "https://hub.example,                 hub.example:8080",
        "null,                                hub.example",
        "hub.example,                         hub.example",
        "http://,                             hub.example",
        "http://hub.example@foreign.example,  hub.example"
    })
    void aForeignOriginIsForbidden(String origin, String host) {
        RawResponse answer =
                server.opening(LATCH, user).origin(origin).host(host).refused();

        assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 403 Forbidden");
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(answer.body())
                .isEqualTo("Pages of the origin '" + origin
                        + "' may not use this hub. Whoever runs the server decides that:"
                        + " presencehub.allowed-origins lists the origins that may.");
    }

    @ParameterizedTest
    @CsvSource({
        "http://hub.example,       hub.example",
        "https://hub.example,      hub.example",
        "http://hub.example:80,    hub.example",
        "https://hub.example:443,  hub.example",
        "http://hub.example,       hub.example:80",
        "https://hub.example,      hub.example:443",
        "http://hub.example:8080,  hub.example:8080",
        "https://hub.example:8080, hub.example:8080",
        "http://HUB.example,       hub.EXAMPLE",
        "http://my_hub:8080,       my_hub:8080"
    })
    void theSameOriginIsLetIn(String origin, String host) {
        try (WireClient client =
                server.opening(LATCH, user).origin(origin).host(host).connect()) {
            client.expectAlive();
        }
    }

    @Test
    void aClientThatIsNoBrowserHasNoOrigin() {
        try (WireClient client = server.opening(LATCH, user).connect()) {
            client.expectAlive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:5173", "http://127.0.0.1:4000", "https://localhost"})
    void developmentModeLetsLocalPagesIn(String origin) {
        try (WireClient client = server.opening(LATCH, user).origin(origin).connect()) {
            client.expectAlive();
        }
    }

    @Test
    @Tag("ours")
    void aForeignPageIsForbiddenOnANegotiatedConnectionToo() {
        String id = server.negotiate(LATCH, user).connectionToken();

        assertThat(server.opening(LATCH, user)
                        .id(id)
                        .origin("http://foreign.example")
                        .refused()
                        .status())
                .isEqualTo(403);
        try (WireClient client = server.opening(LATCH, user).id(id).connect()) {
            client.expectAlive();
        }
    }

    /** As nginx passes every request on with the usual {@code proxy_set_header Connection "upgrade"}. */
    @Test
    void aProxyThatAsksForAnUpgradeEverywhereHarmsNoNegotiation() {
        RawResponse answer = server.negotiation(LATCH, user)
                .header("Connection", "upgrade")
                .header("X-Forwarded-Proto", "https")
                .send();

        assertThat(answer.status()).isEqualTo(200);
    }
}
