package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.testing.HeldRequest;
import org.presencehub.testing.RawResponse;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireTest;

/** RFC 9111, 5.2.2.5: nothing that a hub answers is for anybody else, so no cache on the way may keep it. */
@WireTest
@Tag("ours")
final class CachesIT {
    private static final String UNKNOWN = "?id=AAAAAAAAAAAAAAAAAAAAAA";

    private final ServerUnderTest server;
    private final String user = unique("anna");

    CachesIT(ServerUnderTest server) {
        this.server = server;
    }

    @ParameterizedTest
    @CsvSource({
        "GET, '', 400",
        "GET, " + UNKNOWN + ", 404",
        "GET, /negotiate, 405",
        "GET, /refresh, 405",
        "GET, /nowhere, 404",
        "HEAD, '', 405",
        "POST, " + UNKNOWN + ", 404",
        "DELETE, " + UNKNOWN + ", 404",
        "POST, /negotiate, 200"
    })
    void noAnswerOfAHubIsKept(String method, String below, int status) {
        expectUnkept(
                server.request(method, LATCH + below).bearer(server.token(user)).send(), status);
    }

    @Test
    void noRefusalOfATokenIsKept() {
        expectUnkept(server.get(PRESENCE + UNKNOWN).send(), 401);
        expectUnkept(server.get(PRESENCE + UNKNOWN).bearer("a.b.c").send(), 401);
    }

    @Test
    void noRefusalOfAnOriginIsKept() {
        expectUnkept(
                server.get(LATCH + UNKNOWN).origin("https://foreign.example").send(), 403);
    }

    @Test
    void noPollIsKept() {
        String id = server.negotiate(LATCH, user).connectionToken();

        expectUnkept(server.get(LATCH + "?id=" + id).bearer(server.token(user)).send(), 200);
    }

    @Test
    void noStreamIsKeptOrChangedOrHeldBack() {
        String id = server.negotiate(LATCH, user).connectionToken();
        try (HeldRequest stream = server.get(LATCH + "?id=" + id)
                .bearer(server.token(user))
                .header("Accept", "text/event-stream")
                .header("Accept-Encoding", "gzip")
                .start()) {
            List<String> head = List.of(stream.head().toLowerCase(Locale.ROOT).split("\r\n"));

            assertThat(head)
                    .contains("cache-control: no-cache, no-store, no-transform", "x-accel-buffering: no")
                    .noneMatch(line -> line.startsWith("set-cookie:") || line.startsWith("content-encoding:"));
        }
    }

    @Test
    void noPathWhereNothingIsIsKept() {
        expectUnkept(server.get("/hubs/presense/negotiate").send(), 404);
    }

    private static void expectUnkept(RawResponse answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }
}
