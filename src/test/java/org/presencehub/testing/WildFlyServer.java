package org.presencehub.testing;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A running WildFly with the WAR at {@code /}. Thread-safe. */
public final class WildFlyServer {
    private final ExternalProgram program;
    private final Path logs;
    private final int port;

    WildFlyServer(ExternalProgram program, Path logs, int port) {
        this.program = program;
        this.logs = logs;
        this.port = port;
    }

    /** A server of this name, which must be unique among the tests, about to be started. */
    public static WildFlyLaunch launch(String name) {
        return new WildFlyLaunch(name);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** What WildFly logs, its access log, and what else the process prints. */
    public List<Path> logFiles() {
        return List.of(logs.resolve("server.log"), logs.resolve("access_log.log"), logs.resolve("console.log"));
    }

    /** The id of the Java process: the only child of WildFly's script. */
    public String pid() {
        return program.family()
                .skip(1)
                .findFirst()
                .map(java -> String.valueOf(java.pid()))
                .orElseThrow();
    }

    public void stop() {
        program.stop();
    }
}
