package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.testing.HeldRequest;
import org.presencehub.testing.RawRequest;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** No thread of the server waits for what a stranger does not send: more of them than it has threads stop nobody. */
@WireTest
@Tag("ours")
final class UnreadBodiesIT {
    /** WildFly has sixteen threads for each processor. */
    private static final int MANY = 17 * Runtime.getRuntime().availableProcessors();

    private final ServerUnderTest server;
    private final Deque<HeldRequest> strangers = new ArrayDeque<>();

    UnreadBodiesIT(ServerUnderTest server) {
        this.server = server;
    }

    @AfterEach
    void hangUp() {
        strangers.forEach(HeldRequest::close);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /hubs/presence/negotiate, 401",
        "POST, /signalrhub/negotiate, 401",
        "POST, /conformance/negotiate?negotiateVersion=1, 200",
        "POST, /hubs/presence/refresh, 401",
        "GET, /signalrhub, 401",
        "GET, /conformance?id=x, 404",
        "POST, /conformance?id=x, 404",
        "DELETE, /conformance?id=x, 404",
        "PUT, /conformance, 405",
        "POST, /conformance/nowhere, 404",
        "POST, /presencehub/socket, 404",
        "GET, /presencehub/, 200",
        "POST, /presencehub/, 405",
        "GET, /presencehub/sign-in, 200",
        "GET, /latch.js, 200",
        "GET, /, 302",
        "POST, /, 405",
        "GET, /nowhere, 404",
        "GET, /development/token, 405"
    })
    void whoeverAnswersWithABodyUnreadCutsTheSocket(String method, String path, int status) {
        whoNeverSends(() -> announcing(method, path));

        expectOthersToBeServed();
        HeldRequest one = strangers.remove();
        assertThat(one.head()).startsWith("HTTP/1.1 " + status).contains("Connection: close");
    }

    @Test
    void aBodyInChunksIsNotAwaitedEither() {
        whoNeverSends(() -> server.request("GET", "/latch.js").header("Transfer-Encoding", "chunked"));

        expectOthersToBeServed();
    }

    /** A response that is held for longer would keep its socket for ever: nobody comes back for the rest of the body. */
    @ParameterizedTest
    @CsvSource({
        "Transfer-Encoding, chunked, ''",
        "Transfer-Encoding, chunked, x",
        "Transfer-Encoding, chunked, '5\r\nab'",
        "Content-Length, 1000, ''"
    })
    void whatPollsHasNoBodyThatIsStillToCome(String header, String value, String begun) {
        String hub = "/conformance?id=" + server.negotiate("/conformance").connectionToken();
        assertThat(server.get(hub).send().status()).isEqualTo(200); // the first poll
        server.post(hub).body(Records.of(WireClient.HANDSHAKE)).send();

        for (String accept : List.of("*/*", "text/event-stream")) {
            String head = "GET " + hub + " HTTP/1.1\r\nHost: x\r\nAccept: " + accept + "\r\n" + header + ": " + value;
            try (HeldRequest line = server.line(head + "\r\n\r\n" + begun, 0)) {
                assertThat(line.head()).startsWith("HTTP/1.1 400").contains("Connection: close");
                assertThat(line.isEnded()).isTrue();
            }
        }
        assertThat(server.get(hub).send().status()).isEqualTo(200); // its own poll goes on
    }

    @Test
    void aBodyThatWaitsForAWordIsNotAskedFor() {
        whoNeverSends(() -> announcing("DELETE", "/conformance?id=x").header("Expect", "100-continue"));

        expectOthersToBeServed();
        assertThat(strangers.remove().head()).startsWith("HTTP/1.1 404");
    }

    @Test
    void noUpgradeHasABody() {
        whoNeverSends(() -> announcing("GET", "/conformance").upgrade());

        expectOthersToBeServed();
        assertThat(strangers.remove().head()).startsWith("HTTP/1.1 400");
    }

    @Test
    void bodiesThatAreReadHoldNoThreadEither() {
        whoNeverSends(() -> server.post("/development/token").body("{").bodyOf(1000));

        expectOthersToBeServed();
    }

    @Test
    void halfAHeadHoldsNoThread() {
        for (int each = 0; each < MANY; each++) {
            strangers.add(server.line("GET /nowhere HTTP/1.1\r\nHost: ", 0));
        }

        expectOthersToBeServed();
    }

    @Test
    void aBodyThatHasComeCostsNoConnection() {
        String two = "HEAD /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody".repeat(2);

        try (HeldRequest line = server.line(two, 0)) {
            assertThat(line.head()).startsWith("HTTP/1.1 404").doesNotContain("Connection: close");
            assertThat(line.head()).startsWith("HTTP/1.1 404");
        }
    }

    /** As the official clients negotiate. */
    @Test
    void anEmptyBodyCostsNoConnection() {
        String two = ("POST " + LATCH + "/negotiate HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n").repeat(2);

        try (HeldRequest line = server.line(two, 0)) {
            assertThat(line.head()).startsWith("HTTP/1.1 401").doesNotContain("Connection: close");
            assertThat(line.head()).startsWith("HTTP/1.1 401");
        }
    }

    /** Each asks for more than a socket holds, and reads nothing. */
    @ParameterizedTest
    @CsvSource({"POST, /hubs/presence/negotiate", "GET, /presencehub/lib/signalr.min.js", "GET, /nowhere"})
    void answersThatNobodyReadsHoldNoThread(String method, String path) {
        String requests = (method + " " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n").repeat(2_000);
        for (int each = 0; each < MANY; each++) {
            strangers.add(server.line(requests, 4096));
        }

        expectOthersToBeServed();
    }

    private RawRequest announcing(String method, String path) {
        RawRequest request = server.request(method, path);
        return method.equals("POST") ? request.bodyOf(1000) : request.header("Content-Length", "1000");
    }

    private void whoNeverSends(Supplier<RawRequest> request) {
        for (int each = 0; each < MANY; each++) {
            strangers.add(request.get().header("Connection", "keep-alive").start());
        }
    }

    private void expectOthersToBeServed() {
        for (int each = 0; each < 3; each++) {
            assertThat(server.negotiate(PRESENCE, unique("anna")).connectionToken())
                    .isNotEmpty();
        }
    }
}
