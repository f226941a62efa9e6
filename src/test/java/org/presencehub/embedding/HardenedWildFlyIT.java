package org.presencehub.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.presencehub.testing.HeldRequest;
import org.presencehub.testing.HostLaunch;
import org.presencehub.testing.HostServer;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.TestKeys;
import org.presencehub.testing.TestWar;
import org.presencehub.testing.WildFlyHost;

/** WildFly as it comes, behind the commands that we give to whoever lets strangers reach it. */
@Tag("servers")
@TestInstance(Lifecycle.PER_CLASS)
final class HardenedWildFlyIT {
    private static final Path COMMANDS = Path.of("server-config", "hardening.cli");
    private static final Pattern HTTPS = Pattern.compile("HTTPS listener https listening on 127\\.0\\.0\\.1:([0-9]+)");
    private static final String HALF_A_HEAD = "GET / HTTP/1.1\r\nHost: ";
    private static final Duration LONGEST_HEAD = Duration.ofSeconds(25); // ten, and what a busy machine adds

    private HostServer server;
    private ServerUnderTest doors;

    @BeforeAll
    void start() {
        server = new WildFlyHost(Servers.WILDFLY, "standalone.xml", List.of(), List.of(COMMANDS))
                .start(new HostLaunch("hardened", List.of(TestWar.PACKAGED), Map.of()));
        doors = ServerUnderTest.running(server.url(), TestKeys.in(Path.of("target", "test-keys")));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** Undertow keeps responses that nobody takes, and their requests, as long as a connection of HTTP/2 lasts. */
    @Test
    void browsersAreNotOfferedHttp2() throws IOException, GeneralSecurityException {
        try (SSLSocket socket = connectSecurely()) {
            SSLParameters both = socket.getSSLParameters();
            both.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(both);
            socket.startHandshake();

            assertThat(socket.getApplicationProtocol()).isIn("http/1.1", "");
        }
    }

    @Test
    void halfAHeadEnds() {
        try (HeldRequest half = doors.line(HALF_A_HEAD, 0).patience(LONGEST_HEAD)) {
            assertThat(half.isEnded()).isTrue();
        }
    }

    @Test
    void halfAHeadBelowTlsEndsToo() throws IOException, GeneralSecurityException {
        try (SSLSocket socket = connectSecurely()) {
            socket.setSoTimeout((int) LONGEST_HEAD.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(HALF_A_HEAD.getBytes(StandardCharsets.US_ASCII));
            out.flush();

            assertThat(socket.getInputStream().read()).isNegative();
        }
    }

    @Test
    void whatUndertowFailsAtIsRefusedWithoutAWord() {
        Stream.of(
                        "PRI * HTTP/1.1\r\nHost: a\r\n\r\n",
                        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
                        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n",
                        "GET / HTTP/1.1\r\nHost: a\r\nCookie: $Path=/\r\n\r\n")
                .forEach(request -> {
                    try (HeldRequest line = doors.line(request, 0)) {
                        assertThat(line.head()).as(request).startsWith("HTTP/1.1 400");
                    }
                });
        assertThat(server.log()).doesNotContain("ERROR");
    }

    @Test
    void headsAndPathsHaveAnEnd() {
        assertThat(doors.get("/" + "a".repeat(2_100)).send().status()).isEqualTo(414);
        try (HeldRequest line = doors.line("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(17_000) + "\r\n\r\n", 0)) {
            assertThat(line.isEnded()).isTrue();
        }
    }

    /** A pipe, which pages leave unescaped, and a letter beyond Latin-1, which the filter decodes. */
    @Test
    void whatBrowsersSendReachesTheApplication() {
        assertThat(doors.get("/presencehub/?a=1|2").send().status()).isEqualTo(200);
        assertThat(doors.get("/nowhere/%C4%80").send().status()).isEqualTo(404);
    }

    private SSLSocket connectSecurely() throws IOException, GeneralSecurityException {
        Matcher listens = HTTPS.matcher(server.log());
        assertThat(listens.find()).as("the log names the port").isTrue();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        URI url = server.url();
        return (SSLSocket) context.getSocketFactory().createSocket(url.getHost(), Integer.parseInt(listens.group(1)));
    }

    /** The server has signed its certificate itself. */
    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
