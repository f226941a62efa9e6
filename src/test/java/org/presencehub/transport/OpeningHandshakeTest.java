package org.presencehub.transport;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.connection.Connection;
import org.presencehub.identity.Caller;
import org.presencehub.testing.RecordedLog;

/** RFC 6455, 4.2.1: what is half a handshake is nothing, neither a WebSocket nor a poll. */
class OpeningHandshakeTest {
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

    private final EchoRoute route = new EchoRoute();
    private final Connection connection =
            route.connections().open(Caller.ANONYMOUS).orElseThrow();
    private final HubServlet servlet = HubServlets.of(route);

    @BeforeEach
    void start() throws ServletException {
        servlet.init(new FakeContext().config("hub " + route.path()));
    }

    private ThoughtUpRequest get(String... headers) throws ServletException, IOException {
        ThoughtUpRequest request =
                new ThoughtUpRequest("GET ?id=" + connection.token() + "\n" + String.join("\n", headers));
        request.sendTo(servlet);
        return request;
    }

    @ParameterizedTest
    @CsvSource({
        "websocket, upgrade, 13, '', Sec-WebSocket-Key is missing",
        "websocket, upgrade, 13, bm90IGEga2V5, Sec-WebSocket-Key is not 16 bytes in base64",
        "websocket, upgrade, 13, !!!, Sec-WebSocket-Key is not 16 bytes in base64",
        "websocket, upgrade, 12, dGhlIHNhbXBsZSBub25jZQ==, Sec-WebSocket-Version is not 13",
        "websocket, upgrade, '', dGhlIHNhbXBsZSBub25jZQ==, Sec-WebSocket-Version is not 13",
        "websocket, keep-alive, 13, dGhlIHNhbXBsZSBub25jZQ==, 'Connection: upgrade' is missing",
        "h2c, upgrade, 13, dGhlIHNhbXBsZSBub25jZQ==, 'Upgrade: websocket' is missing",
        "'', upgrade, 13, dGhlIHNhbXBsZSBub25jZQ==, 'Upgrade: websocket' is missing",
        "'', '', '', dGhlIHNhbXBsZSBub25jZQ==, 'Upgrade: websocket' is missing",
        "websocket, '', '', '', 'Connection: upgrade' is missing",
        "'websocket, h2c', upgrade, 13, dGhlIHNhbXBsZSBub25jZQ==, 'Upgrade: websocket' is missing"
    })
    void halfAHandshakeIsToldWhatIsWrongAndTheIdStaysUsable(
            String upgrade, String connectionHeader, String version, String key, String fault) throws Exception {
        ThoughtUpRequest answer = get(
                header("Upgrade", upgrade),
                header("Connection", connectionHeader),
                header("Sec-WebSocket-Version", version),
                header("Sec-WebSocket-Key", key));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.answer())
                .isEqualTo("This is no handshake of a WebSocket: " + fault
                        + ". A proxy on the way may not pass it on as it came.");
        assertThat(answer.answered("Sec-WebSocket-Version")).isEqualTo("13");
        assertThat(connection.transportName()).isEqualTo("none");
        assertThat(get().status()).isEqualTo(200);
    }

    private static String header(String name, String value) {
        return value.isEmpty() ? "X-Nothing: 1" : name + ": " + value;
    }

    @Test
    void theLogNamesTheProxiesAndEndsNoLineForThem() throws Exception {
        try (RecordedLog log = RecordedLog.of("org.presencehub.transport")) {
            get(
                    "Upgrade: websocket",
                    "Connection: upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Via: 2 edge\u0007",
                    "Via: 1.1 inner");

            assertThat(log.lines())
                    .containsExactly(
                            "Refused at /hub: no handshake of a WebSocket, since Sec-WebSocket-Key is missing."
                                    + " It came through proxies, which may have to be told to pass it on: Via: '2 edge?, 1.1 inner'");
        }
    }

    @Test
    void whereNoProxyNamesItselfTheLogSaysSo() throws Exception {
        try (RecordedLog log = RecordedLog.of("org.presencehub.transport")) {
            get(KEY);

            assertThat(log.lines().get(0)).endsWith("No proxy names itself in a Via header.");
        }
    }

    /** Usual configurations of proxies send the former with every request. */
    @ParameterizedTest
    @ValueSource(strings = {"Connection: upgrade", "Upgrade: h2c", "Upgrade:"})
    void whatIsNoPartOfOneIsAPoll(String header) throws Exception {
        assertThat(get(header).status()).isEqualTo(200);
    }
}
