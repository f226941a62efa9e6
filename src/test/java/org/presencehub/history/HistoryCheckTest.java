package org.presencehub.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.testing.TestKeys;

class HistoryCheckTest {
    private static final String SOMEWHERE = "http://127.0.0.1:8080/";

    @TempDir
    private Path directory;

    @Test
    void itPrintsItsUsageWhenItIsAskedAndWhenNothingIsTyped() {
        assertThat(Typed.behindTheCommand("--help")).isEqualTo(new Typed(0, HistoryArguments.USAGE, ""));
        assertThat(Typed.behindTheCommand(SOMEWHERE, "-h")).isEqualTo(new Typed(0, HistoryArguments.USAGE, ""));
        assertThat(Typed.behindTheCommand()).isEqualTo(new Typed(2, "", HistoryArguments.USAGE));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "--seeds 5, URL is missing.",
                "http://a/ http://b/, 'http://b/' is one argument too many.",
                "127.0.0.1:8080, \"URL should be an address such as http://127.0.0.1:8080/, and is '127.0.0.1:8080'.\"",
                "ftp://a/, \"URL should be an address such as http://127.0.0.1:8080/, and is 'ftp://a/'.\"",
                "http://a/?b, \"URL should be an address such as http://127.0.0.1:8080/, and is 'http://a/?b'.\"",
                "http://a/ --speed 5, Unknown option '--speed'.",
                "http://a/ -x, Unknown option '-x'.",
                "http://a/ --users, The value of --users is missing.",
                "http://a/ --users --seeds 5, The value of --users is missing.",
                "http://a/ --users 0, \"--users should be a whole number from 1 to 100000, and is '0'.\"",
                "http://a/ --seeds=many, \"--seeds should be a whole number from 1 to 1000000, and is 'many'.\"",
                "http://a/ --first-seed -1, \"--first-seed should be a whole number from 0 to 2147483647, and is '-1'.\"",
                "http://a/ --lost-grace 11, \"--lost-grace should be a number of seconds from 0 to 10, and is '11'.\"",
                "http://a/ --goodbye-grace x, \"--goodbye-grace should be a number of seconds from 0 to 10, and is 'x'.\"",
                "http://a/ --key none.pem, \"--key should be a file with a private RSA key (PKCS #8, PEM), and is 'none.pem'.\""
            })
    void itRefusesWhatCannotBeMeant(String typed, String message) {
        assertThat(Typed.behindTheCommand(typed.split(" ")))
                .isEqualTo(new Typed(2, "", message + "\n\n" + HistoryArguments.USAGE));
    }

    @Test
    void itTakesWhatIsTyped() {
        HistoryArguments arguments = HistoryArguments.of(List.of(
                "--users=5",
                "http://a/b",
                "--seeds",
                "2",
                "--first-seed",
                "7",
                "--lost-grace",
                "0.5",
                "--goodbye-grace=0"));

        assertThat(arguments.url()).hasToString("http://a/b/");
        assertThat(arguments.options())
                .isEqualTo(new HistoryOptions(2, 7, 5, new Grace(Duration.ZERO, Duration.ofMillis(500))))
                .hasToString("seeds 7 to 8, grace periods 0 s (goodbye) and 0.5 s (lost)");
        assertThat(HistoryArguments.of(List.of(SOMEWHERE)).options()).isEqualTo(HistoryOptions.DEFAULTS);
    }

    @Test
    void itSaysInALineThatAServerDoesNotAnswer() throws IOException {
        String nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = "http://127.0.0.1:" + socket.getLocalPort() + "/";
        }

        expectLine(nobody + " does not answer: ConnectException.", nobody);
        expectLine(nobody + " does not answer: ConnectException.", nobody, "--key", key());
    }

    @Test
    void itSaysInALineWhatAServerLacks() throws IOException {
        try (var empty = new Answering(404)) {
            expectLine(
                    empty.url() + " gives nobody a token (404): start it in development mode, or name a --key.",
                    empty.url());
            expectLine(
                    empty.url() + "hubs/presence answers 404: there seems to be no such hub.",
                    empty.url(),
                    "--key",
                    key());
        }
        try (var strict = new Answering(401)) {
            expectLine(
                    strict.url() + "hubs/presence answers 401: who comes with this token is refused.",
                    strict.url(),
                    "--key",
                    key());
        }
    }

    /** It answers a negotiation, and refuses the sockets. */
    @Test
    void itEndsWithOneWhereARunBreaksOff() throws IOException {
        try (var server = new Answering(200)) {
            Typed typed = Typed.behindTheCommand(server.url(), "--users", "1", "--first-seed", "7", "--key", key());

            assertThat(typed.out())
                    .startsWith("Runs of 1 users on " + server.url() + ": seeds 7 to 9, ")
                    .contains("\nSeed 7 broke off: ")
                    .doesNotContain("Seed 8");
            assertThat(typed.err()).isEmpty();
            assertThat(typed.exitCode()).isEqualTo(1);
        }
    }

    private static void expectLine(String line, String... typed) {
        assertThat(Typed.behindTheCommand(typed)).isEqualTo(new Typed(2, "", line + "\n"));
    }

    private String key() throws IOException {
        Path file = directory.resolve("private.pem");
        if (Files.notExists(file)) {
            TestKeys.in(directory);
        }
        return file.toString();
    }

    /** A server that answers all requests alike. */
    private record Answering(HttpServer server) implements AutoCloseable {
        Answering(int status) throws IOException {
            this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
