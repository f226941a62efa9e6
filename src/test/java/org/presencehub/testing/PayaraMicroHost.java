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
 */
public record PayaraMicroHost(String java, Path jar, PayaraUsers users) {
    private static final Pattern READY = Pattern.compile("Payara Micro .* ready in \\d+|BootstrapException");

    /** Starts it on the Java that runs these tests. */
    public PayaraMicroHost(Path jar, PayaraUsers users) {
        this(ExternalProgram.java(), jar, users);
    }

    /** Starts it, and waits until it has deployed what it can. */
    public HostServer start(HostLaunch launch) {
        Path base = launch.emptyDirectory();
        int port = ExternalProgram.freePort();
        List<String> command = new ArrayList<>(List.of(
                java,
                "-Xmx1g",
                "-Djava.io.tmpdir=" + base,
                "-jar",
                jar.toString(),
                "--prebootcommandfile",
                Path.of("server-config", "payara-micro.preboot").toString(),
                "--postbootcommandfile",
                users.commands(base).toString(),
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
