package org.presencehub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A running Payara Micro with {@link TestWar} at {@code /}. Thread-safe. */
public final class PayaraServer implements AutoCloseable {
    private static final Path BASE = Path.of("target", "it", "payara").toAbsolutePath();

    private final ExternalProgram program;
    private final int port;
    private final int securePort;

    private PayaraServer(ExternalProgram program, int port, int securePort) {
        this.program = program;
        this.port = port;
        this.securePort = securePort;
    }

    /** Starts the server with these settings and waits until the page at {@code /} is there. */
    public static PayaraServer start(Map<String, String> environment) {
        int port = ExternalProgram.freePort();
        int securePort = ExternalProgram.freePort();
        ExternalProgram program =
                ExternalProgram.start(command(port, securePort), environment, BASE.resolve("console.log"));
        PayaraServer server = new PayaraServer(program, port, securePort);
        program.awaitAnswer(server.url(), () -> {});
        return server;
    }

    private static List<String> command(int port, int securePort) {
        try {
            Directories.delete(BASE);
            Path unpacked = Files.createDirectories(BASE.resolve("tmp"));
            Path war = BASE.resolve("ROOT.war");
            TestWar.writeTo(war);
            return List.of(
                    ExternalProgram.java(),
                    "-Xmx1g",
                    "-Djava.io.tmpdir=" + unpacked,
                    "-jar",
                    Path.of("target", "payara-micro.jar").toString(),
                    "--prebootcommandfile",
                    Path.of("server-config", "payara-micro.preboot").toString(),
                    "--nohazelcast",
                    "--nocluster",
                    "--port",
                    String.valueOf(port),
                    "--sslport",
                    String.valueOf(securePort),
                    "--contextroot",
                    "/",
                    "--deploy",
                    war.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** The same by HTTPS, and so by HTTP/2, with a certificate that nobody knows. */
    public URI secureUrl() {
        return URI.create("https://127.0.0.1:" + securePort + "/");
    }

    @Override
    public void close() {
        program.stop();
    }
}
