package org.presencehub.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Payara Server that strangers start, with a domain of its own. Immutable.
 *
 * @param home where it is installed
 */
public record PayaraServerHost(Path home, PayaraUsers users) {
    /** What its domain listens on beside HTTP, none of which a test needs. */
    private static final List<String> PORTS = List.of("8181", "4848", "7676", "3700", "3820", "3920", "8686");

    /** Starts it, and waits until each archive is deployed or has failed. */
    public HostServer start(HostLaunch launch) {
        Path base = launch.emptyDirectory();
        Path domain = base.resolve("domain1");
        int port = ExternalProgram.freePort();
        try {
            Directories.replace(
                    domain, home.resolve("glassfish").resolve("domains").resolve("domain1"));
            configure(domain.resolve("config").resolve("domain.xml"), port);
            Path deployments = Files.createDirectories(domain.resolve("autodeploy"));
            for (Path archive : launch.archives()) {
                Files.copy(archive, deployments.resolve(archive.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path output = base.resolve("console.log");
        List<String> command = List.of(
                "sh",
                home.resolve("bin").resolve("asadmin").toString(),
                "start-domain",
                "--verbose",
                "--domaindir",
                base.toString(),
                "--postbootcommandfile",
                users.commands(base).toString(),
                "domain1");
        ExternalProgram program = ExternalProgram.start(command, launch.environment(), output);
        HostLaunch.Started server = new HostLaunch.Started(program, port, List.of(output));
        return server.await(() -> requireOutcomes(domain, launch.archives()));
    }

    /** On this machine alone, and on ports that nobody has. */
    private static void configure(Path configuration, int port) throws IOException {
        String text = Files.readString(configuration)
                .replace("address=\"0.0.0.0\"", "address=\"127.0.0.1\"")
                .replace("port=\"8080\"", "port=\"" + port + "\" address=\"127.0.0.1\"")
                .replace("<jms-service type=\"EMBEDDED\"", "<jms-service type=\"DISABLED\"") // it listens everywhere
                .replaceAll("port=\"(8181|4848)\"", "port=\"$1\" address=\"127.0.0.1\"")
                .replace(
                        "<hazelcast-config-specific-configuration>",
                        "<hazelcast-config-specific-configuration enabled=\"false\">");
        for (String taken : PORTS) {
            text = text.replace("port=\"" + taken + "\"", "port=\"" + ExternalProgram.freePort() + "\"");
        }
        Files.writeString(configuration, text);
    }

    /** Payara leaves a file beside each archive. */
    private static void requireOutcomes(Path domain, List<Path> archives) {
        assertThat(archives)
                .allSatisfy(archive -> assertThat(Stream.of("_deployed", "_deployFailed"))
                        .as("what became of %s", archive.getFileName())
                        .anyMatch(outcome ->
                                Files.exists(domain.resolve("autodeploy").resolve(archive.getFileName() + outcome))));
    }
}
