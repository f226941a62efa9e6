package org.presencehub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * Where a server is about to be started, with what on it. Immutable.
 *
 * @param name unique among the servers of a run: its directory below {@code target/it}
 * @param archives what is deployed
 * @param environment the settings
 */
public record HostLaunch(String name, List<Path> archives, Map<String, String> environment) {
    public HostLaunch {
        archives = List.copyOf(archives);
        environment = Map.copyOf(environment);
    }

    Path directory() {
        return Path.of("target", "it", name).toAbsolutePath();
    }

    /** {@return a directory of its own, which is empty} */
    Path emptyDirectory() {
        Path directory = directory();
        try {
            Directories.delete(directory);
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A program that serves on a port, and the files that it logs into. */
    record Started(ExternalProgram program, int port, List<Path> logFiles) implements HostServer {
        @Override
        public URI url() {
            return URI.create("http://127.0.0.1:" + port + "/");
        }

        /** Waits until the log has this line for each deployment, or says that it failed. */
        Started await(Runnable ready) {
            Awaitility.await("the deployments on " + url() + "; " + logFiles + " say more")
                    .atMost(ExternalProgram.LONGEST_START)
                    .failFast("it has ended", () -> !program.isAlive())
                    .untilAsserted(ready::run);
            return this;
        }

        @Override
        public void close() {
            program.stop();
        }
    }
}
