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

/** A running nginx in front of a server, configured as in a file of the test resources. Thread-safe. */
public final class NginxServer implements AutoCloseable {
    private static final Path DIRECTORY = Path.of("target", "it").toAbsolutePath();

    private final ExternalProgram program;
    private final URI url;

    private NginxServer(ExternalProgram program, URI url) {
        this.program = program;
        this.url = url;
    }

    /** Starts nginx and waits until the backend's page at {@code /} comes through it. */
    public static NginxServer inFrontOf(URI backend) {
        return start("nginx", Map.of("{backend}", backend.toString()));
    }

    /** The same with a second server, which gets what the first one refuses. */
    public static NginxServer inFrontOf(URI first, URI second) {
        return start("nginx-two-servers", Map.of("{first}", first.getAuthority(), "{second}", second.getAuthority()));
    }

    private static NginxServer start(String name, Map<String, String> backends) {
        int port = ExternalProgram.freePort();
        List<String> command = List.of(
                DebianPackage.NGINX.require().toString(),
                "-e",
                "stderr",
                "-c",
                configuration(name, backends, port).toString());
        ExternalProgram program =
                ExternalProgram.start(command, Map.of(), DIRECTORY.resolve(name).resolve("console.log"));
        NginxServer server = new NginxServer(program, URI.create("http://127.0.0.1:" + port + "/"));
        program.awaitAnswer(server.url, () -> {});
        return server;
    }

    private static Path configuration(String name, Map<String, String> backends, int port) {
        Path directory = DIRECTORY.resolve(name);
        try (InputStream template =
                Objects.requireNonNull(NginxServer.class.getResourceAsStream("/" + name + ".conf"), name)) {
            String text = new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{directory}", directory.toString())
                    .replace("{port}", String.valueOf(port));
            for (Map.Entry<String, String> backend : backends.entrySet()) {
                text = text.replace(backend.getKey(), backend.getValue());
            }
            return Files.writeString(Files.createDirectories(directory).resolve("nginx.conf"), text);
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
