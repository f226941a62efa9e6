package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.unique;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.testing.RawResponse;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireTest;

/** RFC 9110, 15.5.6: whoever asks by a method that a path does not have is told those that it has. WildFly itself refuses TRACE, and tells nothing. */
@WireTest
@Tag("ours")
final class MethodsIT {
    private final ServerUnderTest server;

    MethodsIT(ServerUnderTest server) {
        this.server = server;
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /signalrhub, 'GET, POST, DELETE'",
        "OPTIONS, /signalrhub, 'GET, POST, DELETE'",
        "GET, /signalrhub/negotiate, POST",
        "GET, /signalrhub/refresh, POST",
        "POST, /, 'GET, HEAD, OPTIONS'",
        "POST, /presencehub, 'GET, HEAD, OPTIONS'",
        "PUT, /presencehub/, 'GET, HEAD, OPTIONS'",
        "DELETE, /presencehub/lib/signalr.min.js, 'GET, HEAD, OPTIONS'",
        "POST, /presencehub/sign-in, 'GET, HEAD, OPTIONS'",
        "POST, /latch.js, 'GET, HEAD, OPTIONS'",
        "PATCH, /latch.js, 'GET, HEAD, OPTIONS'",
        "GET, /development/token, 'POST, OPTIONS'"
    })
    void aRefusalNamesTheMethodsOfThePath(String method, String path, String allowed) {
        RawResponse answer = request(method, path);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains(allowed);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/, 'GET, HEAD, OPTIONS'",
        "/presencehub/, 'GET, HEAD, OPTIONS'",
        "/latch.js, 'GET, HEAD, OPTIONS'",
        "/development/token, 'POST, OPTIONS'"
    })
    void whoAsksForThemIsToldThem(String path, String allowed) {
        RawResponse answer = request("OPTIONS", path);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Allow")).contains(allowed);
    }

    private RawResponse request(String method, String path) {
        return server.request(method, path).bearer(server.token(unique("anna"))).send();
    }
}
