package org.presencehub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A running WildFly with the WAR at {@code /}. Thread-safe. */
public final class WildFlyServer {
    private static final Duration LONGEST_UNDEPLOYMENT =
            Duration.ofMinutes(1); // the files are looked at every five seconds

    private final ExternalProgram program;
    private final Path logs;
    private final int port;
    private final int securePort;

    WildFlyServer(ExternalProgram program, Path logs, int port, int securePort) {
        this.program = program;
        this.logs = logs;
        this.port = port;
        this.securePort = securePort;
    }

    /** A server of this name, which must be unique among the tests, about to be started. */
    public static WildFlyLaunch launch(String name) {
        return new WildFlyLaunch(name);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** The same by HTTPS, where it was started so. */
    public URI secureUrl() {
        return URI.create("https://127.0.0.1:" + securePort + "/");
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

    /** The file of the application, which WildFly watches. */
    public Path deployment() {
        return logs.resolveSibling("deployments").resolve("ROOT.war");
    }

    /** Takes the application away, as who deletes its file does, and waits until it is gone. */
    public void undeploy() {
        Path deployment = deployment();
        try {
            Files.delete(deployment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("the end of " + deployment)
                .atMost(LONGEST_UNDEPLOYMENT)
                .until(() -> Files.exists(deployment.resolveSibling("ROOT.war.undeployed")));
    }

    /** What each thread does, as the JDK's own tool tells it. */
    public String threads() {
        return jcmd("Thread.print");
    }

    /** How many classes of this name have objects that are not garbage: one for each class loader. */
    public long classesWithObjects(String name) {
        return jcmd("GC.class_histogram")
                .lines()
                .filter(line -> line.endsWith(" " + name))
                .count();
    }

    private String jcmd(String command) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return CommandResult.of(LONGEST_UNDEPLOYMENT, Map.of(), List.of(jcmd, pid(), command))
                .requireSuccess()
                .output();
    }

    public void stop() {
        program.stop();
    }
}
