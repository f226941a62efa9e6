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
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.testing.RawResponse;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireTest;

/**
 * Fetch Standard, CORS protocol, as a page on another origin meets it. The server under test runs in development mode, which lets in any
 * port of localhost.
 */
@WireTest
final class CorsIT {
    private static final String VITE = "http://localhost:5173";
    private static final String FOREIGN = "https://foreign.example";

    private final ServerUnderTest server;

    CorsIT(ServerUnderTest server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(strings = {PRESENCE, LATCH})
    void aPreflightNeedsNoTokenAndAllowsWhatTheClientSends(String hub) {
        RawResponse answer = preflight(hub + "/negotiate?negotiateVersion=1", VITE);

        assertThat(answer.status()).isIn(200, 204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(VITE);
        assertThat(answer.header("Access-Control-Allow-Credentials")).contains("true");
        assertThat(allowed(answer, "Headers"))
                .contains("authorization", "content-type", "x-requested-with", "x-signalr-user-agent");
        assertThat(allowed(answer, "Methods")).contains("post");
    }

    /** Tools that trace requests add headers of their own to each. */
    @Test
    void aPreflightAllowsWhateverHeadersAnAllowedOriginSends() {
        String traced = "traceparent,tracestate,baggage,sentry-trace,request-id,x-datadog-trace-id,x-anything-else";

        assertThat(allowed(preflight(LATCH + "/negotiate", VITE, traced), "Headers"))
                .contains(traced.split(",", -1));
    }

    @Test
    @Tag("ours")
    void aPreflightAllowsAllMethodsOfAHub() {
        assertThat(allowed(preflight(LATCH, VITE), "Methods")).contains("get", "post", "delete", "options");
    }

    @ParameterizedTest
    @ValueSource(strings = {VITE, "http://localhost", "http://127.0.0.1:4000", "https://localhost:8443"})
    void developmentModeEchoesLocalOrigins(String origin) {
        RawResponse answer =
                server.negotiation(LATCH, unique("anna")).origin(origin).send();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(origin);
        assertThat(answer.header("Access-Control-Allow-Credentials")).contains("true");
        assertThat(answer.header("Vary").orElseThrow()).contains("Origin");
    }

    /** Without these headers a page could not tell a refusal from a network failure. */
    @Test
    void aRefusalIsReadableToAnAllowedOrigin() {
        RawResponse answer = server.post(PRESENCE + "/negotiate").origin(VITE).send();

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(VITE);
        assertThat(answer.header("Access-Control-Allow-Credentials")).contains("true");
    }

    @ParameterizedTest
    @Tag("ours")
    @ValueSource(
            strings = {
                FOREIGN,
                "http://localhost.foreign.example",
                "http://localhost:5173.foreign.example",
                "http://notlocalhost:5173",
                "null"
            })
    void aForeignOriginIsEchoedByNothing(String origin) {
        RawResponse preflight = preflight(LATCH + "/negotiate", origin);
        RawResponse answer =
                server.negotiation(LATCH, unique("anna")).origin(origin).send();

        assertThat(preflight.headers()).noneMatch(CorsIT::isCors);
        assertThat(answer.headers()).noneMatch(CorsIT::isCors);
    }

    /** A browser would complain of CORS otherwise, and nobody would look at the path. */
    @ParameterizedTest
    @Tag("ours")
    @ValueSource(strings = {"/hubs/presense", "/SignalRHub"})
    void aMisspeltPathTellsThePathsOfTheHubsAlsoToAnotherOrigin(String misspelt) {
        String path = misspelt + "/negotiate";
        RawResponse preflight = preflight(path, VITE);
        RawResponse answer = server.post(path).origin(VITE).send();

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).contains(VITE);
        assertThat(allowed(preflight, "Headers")).contains("x-signalr-user-agent");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(VITE);
        assertThat(answer.header("Access-Control-Allow-Credentials")).contains("true");
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(answer.body())
                .startsWith("Nothing is here. Paths of hubs, of which each letter counts: ")
                .contains(PRESENCE, LATCH)
                .doesNotContain(misspelt);
    }

    @Test
    @Tag("ours")
    void belowAHubTheHubItselfIsTold() {
        RawResponse answer = server.post(LATCH + "/negotiat").origin(VITE).send();

        assertThat(preflight(LATCH + "/negotiat", VITE).status()).isEqualTo(204);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(VITE);
        assertThat(answer.body()).isEqualTo("The hub is at " + LATCH + ", and nothing is here.");
    }

    @Test
    void aRequestWithoutOriginGetsNoSuchHeaders() {
        RawResponse answer = server.negotiation(LATCH, unique("anna")).send();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).noneMatch(CorsIT::isCors);
    }

    private RawResponse preflight(String path, String origin) {
        return preflight(path, origin, "authorization,content-type,x-requested-with,x-signalr-user-agent");
    }

    private RawResponse preflight(String path, String origin, String headers) {
        return server.request("OPTIONS", path)
                .origin(origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", headers)
                .send();
    }

    private static List<String> allowed(RawResponse answer, String what) {
        String list = answer.header("Access-Control-Allow-" + what).orElseThrow();
        return List.of(list.toLowerCase(Locale.ROOT).split("\\s*,\\s*", -1));
    }

    private static boolean isCors(String header) {
        return header.toLowerCase(Locale.ROOT).startsWith("access-control-");
    }
}
