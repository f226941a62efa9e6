package org.presencehub.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A running nginx in front of a server, configured as in {@code nginx.conf} of the test resources. Thread-safe. */
public final class NginxServer implements AutoCloseable {
    private static final Path DIRECTORY = Path.of("target", "it", "nginx").toAbsolutePath();

    private final ExternalProgram program;
    private final URI url;

    private NginxServer(ExternalProgram program, URI url) {
        this.program = program;
        this.url = url;
    }

    /** Starts nginx and waits until the backend's page at {@code /} comes through it. */
    public static NginxServer inFrontOf(URI backend) {
        int port = ExternalProgram.freePort();
        List<String> command = List.of(
                DebianPackage.NGINX.require().toString(),
                "-e",
                "stderr",
                "-c",
                configuration(backend, port).toString());
        ExternalProgram program = ExternalProgram.start(command, Map.of(), DIRECTORY.resolve("console.log"));
        NginxServer server = new NginxServer(program, URI.create("http://127.0.0.1:" + port + "/"));
        program.awaitAnswer(server.url, () -> {});
        return server;
    }

    private static Path configuration(URI backend, int port) {
        try (InputStream template =
                Objects.requireNonNull(NginxServer.class.getResourceAsStream("/nginx.conf"), "nginx.conf")) {
            String text = new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{directory}", DIRECTORY.toString())
                    .replace("{port}", String.valueOf(port))
                    .replace("{backend}", backend.toString());
            return Files.writeString(Files.createDirectories(DIRECTORY).resolve("nginx.conf"), text);
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
