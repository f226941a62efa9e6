package org.presencehub.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A Payara Micro that strangers start. Immutable.
 *
 * @param java the program that runs it
 * @param jar the server
 * @param users the commands that make users, run where their files are
 */
public record PayaraMicroHost(Path java, Path jar, Path users) {
    private static final Pattern READY =
            Pattern.compile("Payara Micro.* ready in \\d+|Boot Command .* failed|PayaraMicro.*Exception");

    /** Starts it, and waits until it has deployed what it can. */
    public HostServer start(HostLaunch launch) {
        Path base = launch.emptyDirectory();
        int port = ExternalProgram.freePort();
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-Xmx1g",
                "-Djava.io.tmpdir=" + base,
                "-jar",
                jar.toString(),
                "--prebootcommandfile",
                Path.of("server-config", "payara-micro.preboot").toString(),
                "--postbootcommandfile",
                users.toString(),
                "--nohazelcast",
                "--nocluster",
                "--port",
                String.valueOf(port)));
        for (Path archive : launch.archives()) {
            command.addAll(List.of("--deploy", archive.toString()));
        }
        Path output = base.resolve("console.log");
        ExternalProgram program = ExternalProgram.start(command, launch.environment(), output);
        HostLaunch.Started server = new HostLaunch.Started(program, port, List.of(output));
        return server.await(() -> assertThat(server.log()).containsPattern(READY));
    }
}
