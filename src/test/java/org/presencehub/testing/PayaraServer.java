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
    private final URI url;

    private PayaraServer(ExternalProgram program, URI url) {
        this.program = program;
        this.url = url;
    }

    /** Starts the server with these settings and waits until the page at {@code /} is there. */
    public static PayaraServer start(Map<String, String> environment) {
        int port = ExternalProgram.freePort();
        ExternalProgram program = ExternalProgram.start(command(port), environment, BASE.resolve("console.log"));
        PayaraServer server = new PayaraServer(program, URI.create("http://127.0.0.1:" + port + "/"));
        program.awaitAnswer(server.url, () -> {});
        return server;
    }

    private static List<String> command(int port) {
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
                    "--contextroot",
                    "/",
                    "--deploy",
                    war.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return url;
    }

    @Override
    public void close() {
        program.stop();
    }
}
