package org.presencehub.wire;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.testing.HeldRequest;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** Bodies that come in chunks, as some proxies send them: as good as others, unless they go on without data. */
@WireTest
@Tag("ours")
final class ChunkedBodiesIT {
    private final ServerUnderTest server;
    private String hub;

    ChunkedBodiesIT(ServerUnderTest server) {
        this.server = server;
    }

    @BeforeEach
    void pollOnce() {
        hub = "/conformance?id=" + server.negotiate("/conformance").connectionToken();
        assertThat(server.get(hub).send().status()).isEqualTo(200);
    }

    /** Each byte of the body in a chunk of its own, with an extension; and trailers behind them, and the next request. */
    @Test
    void messagesInChunksArrive() {
        String chunks = Records.of(WireClient.HANDSHAKE)
                .chars()
                .mapToObj(each -> "1;a=b\r\n" + (char) each + "\r\n")
                .collect(joining());
        String next = "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n";

        try (HeldRequest line = server.line(head(hub) + chunks + "0\r\nX-Sum: 1\r\n\r\n" + next, 0)) {
            assertThat(line.head()).startsWith("HTTP/1.1 200");
            assertThat(line.head()).startsWith("HTTP/1.1 404");
        }
        assertThat(server.get(hub).send().body()).isEqualTo(Records.of("{}"));
    }

    /** Undertow would keep ten megabytes of trailers, and any number of them at a time. */
    @ParameterizedTest
    @CsvSource({"'0\r\nX: '", "'1\r\n{\r\n0\r\nX: '", "'1;'", "'1\r\n{\r\n'"})
    void whatGoesOnWithoutDataIsCutOff(String begun) {
        String much = begun + "0".repeat(20_000);

        for (String path : new String[] {hub, "/development/token"}) {
            try (HeldRequest line = server.line(head(path) + much, 0)) {
                assertThat(line.patience(Duration.ofSeconds(5)).isEnded()).isTrue();
            }
        }
    }

    /** Undertow copies what is left of its buffer behind each of them. */
    @Test
    void whatComesInThousandsOfTheSmallestChunksIsCutOff() {
        String much = "1\r\n \r\n".repeat(10_000);

        for (String path : new String[] {hub, "/development/token", "/presencehub/", "/nowhere"}) {
            try (HeldRequest line = server.line(head(path) + much, 0)) {
                assertThat(line.patience(Duration.ofSeconds(5)).isEnded())
                        .as(path)
                        .isTrue();
            }
        }
    }

    @Test
    void whatComesInLargeChunksIsTaken() {
        String ping = Records.of(WireClient.PING);
        String chunk = Integer.toHexString(30 * ping.length()) + "\r\n" + ping.repeat(30) + "\r\n";
        String body = Records.of(WireClient.HANDSHAKE);
        String hello = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";

        try (HeldRequest line = server.line(head(hub) + hello + chunk.repeat(60) + "0\r\n\r\n", 0)) {
            assertThat(line.head()).startsWith("HTTP/1.1 200");
        }
    }

    private static String head(String path) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    }
}
