package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.testing.HeldRequest;
import org.presencehub.testing.RawRequest;
import org.presencehub.testing.RawResponse;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireTest;

/** Whoever is refused is told little; the operator finds the cause in the log. */
@WireTest
@Tag("ours")
final class RefusalLogIT {
    private final ServerUnderTest server;
    private final String user = unique("anna");

    RefusalLogIT(ServerUnderTest server) {
        this.server = server;
    }

    @BeforeEach
    void needsTheLog() {
        assumeThat(server.log()).isPresent();
    }

    /** Undertow fails at some with pages of stack traces, and takes others for what they are not, unless its filter refuses them (server-config). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length | 18446744073709551617",
                "Content-Length | -1",
                "Cookie | a=b\u00ff",
                "Cookie | $Version=1; $Path=",
                "Cookie | a=1; $Path=",
                "Transfer-Encoding | xchunked",
                "Transfer-Encoding | 'gzip, chunked'",
                "Transfer-Encoding | identity"
            })
    void headersThatTheServerFailsAtAreRefusedWithoutAWord(String name, String value) {
        expectRefusedWithoutAWord(request -> request.header(name, value));
    }

    /** In one header, or in several, of which Undertow makes one text. */
    @Test
    void soAreTooManyCookies() {
        String half = IntStream.range(0, 33).mapToObj(i -> "c" + i + "=1").collect(Collectors.joining("; "));

        expectRefusedWithoutAWord(request -> request.header("Cookie", half + "; " + half.replace('c', 'd')));
        expectRefusedWithoutAWord(request -> request.header("Cookie", half).header("Cookie", half.replace('c', 'd')));
        expectRefusedWithoutAWord(
                request -> request.header("Cookie", "$Path=; a=1").header("Cookie", "b=1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRI *", "OPTIONS *", "CONNECT a:80"})
    void soAreTargetsThatAreNoPaths(String request) {
        int before = errors();

        try (HeldRequest line = server.line(request + " HTTP/1.1\r\nHost: a\r\n\r\n", 0)) {
            assertThat(line.head()).startsWith("HTTP/1.1 400").contains("Connection: close");
        }
        assertThat(errors()).isEqualTo(before);
    }

    /** Several copies of a path are kept as long as its answer is not read, and more than of anything else in a head. */
    @Test
    void pathsHaveAnEnd() {
        RawResponse answer = server.get("/nowhere/" + "a".repeat(2_100)).send();

        assertThat(answer.status()).isEqualTo(414);
        assertThat(answer.header("Connection")).contains("close");
        assertThat(server.get("/nowhere/" + "a".repeat(2_000) + "?" + "a".repeat(6_000))
                        .send()
                        .status())
                .isEqualTo(404);
    }

    /** Undertow would print a stack trace to the log for each chunk of more than ten megabytes that it is told of. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/nowhere", "/presencehub/", "/hubs/presence/negotiate", "/conformance?id=x"})
    void bodiesOfAnySizeAreLeftAloneWithoutAWord(String path) {
        int before = errors();

        for (String method : List.of("GET", "POST")) {
            for (String body :
                    List.of("Transfer-Encoding: chunked\r\n\r\nA00001\r\n", "Content-Length: 99999999\r\n\r\n{")) {
                try (HeldRequest line = server.line(method + " " + path + " HTTP/1.1\r\nHost: a\r\n" + body, 0)) {
                    line.head();
                }
            }
        }
        assertThat(errors()).isEqualTo(before);
    }

    private void expectRefusedWithoutAWord(UnaryOperator<RawRequest> faulty) {
        int before = errors();

        for (String path : List.of("/", "/nowhere", PRESENCE + "/negotiate")) {
            RawResponse answer = faulty.apply(server.get(path)).send();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Connection")).contains("close"); // whatever follows may be no request
        }
        assertThat(errors()).isEqualTo(before);
    }

    private int errors() {
        return server.log().orElseThrow().text().split(" ERROR ", -1).length;
    }

    @Test
    void cookiesOfEverydayAreTaken() {
        String cookies = "JSESSIONID=abc.node; _ga_X=GS2.1.s17$o1$g1; x=\"y z\"; empty=; json={\"a\":1}";

        assertThat(server.get("/nowhere").header("Cookie", cookies).send().status())
                .isEqualTo(404);
        assertThat(server.get("/nowhere")
                        .header("Cookie", cookies + "; c=1".repeat(58))
                        .send()
                        .status())
                .as("63 of them")
                .isEqualTo(404);
    }

    @Test
    void anExpiredTokenIsToldWithItsAge() {
        refused(server.draft(user).expired(Duration.ofSeconds(7_654)).signed());

        expectLogged("expired by (7[67]\\d\\d s|.*2 ?h)");
    }

    @Test
    void aForeignIssuerIsNamed() {
        String issuer = "https://" + unique("issuer") + ".example";
        refused(server.draft(user).issuer(issuer).signed());

        expectLogged(Pattern.quote(issuer));
    }

    @Test
    void aForeignAudienceIsNamed() {
        String audience = unique("audience");
        refused(server.draft(user).audience(audience).signed());

        expectLogged(Pattern.quote(audience));
    }

    @Test
    void aForeignSignatureIsToldAsSuch() {
        refused(server.draft(user).signedByStranger());

        expectLogged("(?i)signature");
    }

    @Test
    void aForbiddenAlgorithmIsNamed() {
        refused(server.draft(user).signedWithThePublicKey());

        expectLogged("HS256");
    }

    @Test
    void anUnsignedTokenIsToldAsSuch() {
        refused(server.draft(user).unsigned());

        expectLogged("(?i)none|unsigned|not signed");
    }

    @Test
    void aForeignOriginIsNamed() {
        String origin = "https://" + unique("page") + ".example";
        server.opening(LATCH, user).origin(origin).refused();

        expectLogged(Pattern.quote(origin));
    }

    private void refused(String token) {
        RawResponse answer = server.post(PRESENCE + "/negotiate").bearer(token).send();
        assertThat(answer.status()).isEqualTo(401);
    }

    private void expectLogged(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        await().untilAsserted(() -> assertThat(server.log().orElseThrow().lines())
                .anyMatch(line -> wanted.matcher(line).find()));
    }
}
