package org.presencehub.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A WildFly that strangers start, with a base directory of its own. Immutable.
 *
 * @param home where it is installed
 * @param configuration the file in {@code standalone/configuration}
 * @param users a directory whose files come on top of the configuration
 * @param commands files of WildFly's command line, which change the configuration before each start
 */
public record WildFlyHost(Path home, String configuration, List<Path> users, List<Path> commands) {
    private static final Duration LONGEST_CHANGE = Duration.ofMinutes(2);

    /** As it is installed, with these users. */
    public WildFlyHost(Path home, String configuration, List<Path> users) {
        this(home, configuration, users, List.of());
    }

    /** Starts it, and waits until each archive is deployed or has failed. */
    public HostServer start(HostLaunch launch) {
        Path base = launch.emptyDirectory();
        copy(base, launch.archives());
        commands.forEach(file -> change(base, file));
        int port = ExternalProgram.freePort();
        Map<String, String> environment = new HashMap<>(launch.environment());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("LAUNCH_JBOSS_IN_BACKGROUND", "1"); // or the script would keep signals to itself
        environment.put("JBOSS_JAVA_SIZING", "-Xms64m -Xmx1g");
        List<String> command = List.of(
                home.resolve("bin").resolve("standalone.sh").toString(),
                "--server-config=" + configuration,
                "-Djboss.server.base.dir=" + base,
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.bind.address.management=127.0.0.1",
                "-Djboss.http.port=" + port,
                "-Djboss.https.port=0",
                "-Djboss.management.http.port=0",
                "-Djboss.management.https.port=0");
        Path logs = base.resolve("log");
        ExternalProgram program = ExternalProgram.start(command, environment, logs.resolve("console.log"));
        List<Path> logFiles = List.of(logs.resolve("server.log"));
        return new HostLaunch.Started(program, port, logFiles).await(() -> requireOutcomes(base, launch.archives()));
    }

    /** Takes an archive away, as who deletes its file does, and waits until it is gone. */
    public static void undeploy(HostLaunch launch, String archive) {
        Path file = launch.directory().resolve("deployments").resolve(archive);
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("the end of " + file)
                .atMost(ExternalProgram.LONGEST_START)
                .until(() -> Files.exists(file.resolveSibling(archive + ".undeployed")));
    }

    private void copy(Path base, List<Path> archives) {
        try {
            Directories.replace(base, home.resolve("standalone"));
            Path deployments = base.resolve("deployments");
            Directories.delete(deployments); // the provisioned server of an example has that example on it
            Files.createDirectories(deployments);
            for (Path archive : archives) {
                Files.copy(archive, deployments.resolve(archive.getFileName()));
            }
            for (Path directory : users) {
                try (Stream<Path> files = Files.list(directory)) {
                    for (Path file : files.toList()) {
                        Files.write(
                                base.resolve("configuration").resolve(file.getFileName()), Files.readAllBytes(file));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On a server that runs in the program of the command line alone, and serves nothing: a reload would have it do so. */
    private void change(Path base, Path file) {
        try {
            Path script = base.resolve(file.getFileName());
            String changes = Files.readString(file).replaceFirst("(?m)^reload$", "");
            Files.writeString(script, "embed-server --server-config=" + configuration + "\n" + changes);
            Map<String, String> environment = Map.of(
                    "JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS", "-Djboss.server.base.dir=" + base);
            List<String> command =
                    List.of(home.resolve("bin").resolve("jboss-cli.sh").toString(), "--file=" + script);
            CommandResult.of(LONGEST_CHANGE, environment, command).requireSuccess();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** WildFly leaves a file beside each archive. */
    private static void requireOutcomes(Path base, List<Path> archives) {
        assertThat(archives)
                .allSatisfy(archive -> assertThat(Stream.of(".deployed", ".failed"))
                        .as("what became of %s", archive.getFileName())
                        .anyMatch(outcome ->
                                Files.exists(base.resolve("deployments").resolve(archive.getFileName() + outcome))));
    }
}
