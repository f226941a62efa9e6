package org.presencehub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A server about to be started: the provisioned WildFly with a base directory of its own below {@code target/it}, and {@link TestWar}
 * deployed at {@code /}. Confined to the thread of its test.
 */
public final class WildFlyLaunch {
    private static final Path HOME = Path.of("target", "server").toAbsolutePath();

    /** As server-config/access-log.cli sets it up. */
    private static final String ACCESS_LOG = "<access-log pattern=\"%h %l %u %t &quot;%m %U %H&quot; %s %b\"/>";

    /** As WildFly's own configuration has it, without time limits like its neighbour. */
    private static final String HTTPS_LISTENER = "<https-listener name=\"https\" socket-binding=\"https\""
            + " ssl-context=\"applicationSSC\" enable-http2=\"true\" read-timeout=\"0\" write-timeout=\"0\"/>";

    private final Path base;
    private final Map<String, String> environment = new HashMap<>();
    private boolean secure;

    WildFlyLaunch(String name) {
        base = Path.of("target", "it", name).toAbsolutePath();
        try {
            Directories.replace(base, HOME.resolve("standalone"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TestWar.writeTo(deployment());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("LAUNCH_JBOSS_IN_BACKGROUND", "1"); // or the script would keep signals to itself
        environment.put("JBOSS_JAVA_SIZING", "-Xms64m -Xmx1g");
    }

    /** Sets a variable of the server's environment, and by it a setting of MicroProfile Config. */
    public WildFlyLaunch with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public WildFlyLaunch withAccessLog() {
        return edit("(<host name=\"default-host\"[^>]*>)", "$1" + ACCESS_LOG);
    }

    /** Sets an attribute of the listener that the provisioning has set. */
    public WildFlyLaunch withListener(String attribute, String value) {
        return edit(" " + attribute + "=\"[^\"]*\"", " " + attribute + "=\"" + value + "\"");
    }

    /** Listens for HTTPS as well, and so for HTTP/2, with a certificate that the server signs itself. */
    public WildFlyLaunch withTls() {
        secure = true;
        return edit("(<http-listener [^>]*/>)", "$1" + HTTPS_LISTENER);
    }

    /** Lets every logger say this much: {@code DEBUG} or {@code TRACE}. */
    public WildFlyLaunch withLogLevel(String level) {
        return edit("(<root-logger>\\s*<level name=)\"INFO\"", "$1\"" + level + "\"");
    }

    /** Looks at the deployments twice a second, instead of every five seconds. */
    public WildFlyLaunch withPromptScanner() {
        return edit("scan-interval=\"5000\"", "scan-interval=\"500\"");
    }

    private WildFlyLaunch edit(String pattern, String replacement) {
        try {
            Path configuration = base.resolve("configuration").resolve("standalone.xml");
            String before = Files.readString(configuration);
            String after = before.replaceFirst(pattern, replacement);
            if (after.equals(before)) {
                throw new IllegalStateException(configuration + " has no " + pattern);
            }
            Files.writeString(configuration, after);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the server and waits until the page at {@code /} is there. */
    public WildFlyServer start() {
        int port = ExternalProgram.freePort();
        int securePort = secure ? ExternalProgram.freePort() : 0;
        List<String> command = List.of(
                HOME.resolve("bin").resolve("standalone.sh").toString(),
                "-Djboss.server.base.dir=" + base,
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.bind.address.management=127.0.0.1",
                "-Djboss.http.port=" + port,
                "-Djboss.https.port=" + securePort,
                "-Djboss.management.http.port=0");
        ExternalProgram program =
                ExternalProgram.start(command, environment, base.resolve("log").resolve("console.log"));
        WildFlyServer server = new WildFlyServer(program, base.resolve("log"), port, securePort);
        program.awaitAnswer(server.url(), () -> requireDeployed(server));
        return server;
    }

    /** WildFly runs on after a deployment has failed, and leaves a file. */
    private void requireDeployed(WildFlyServer server) {
        if (Files.exists(deployment().resolveSibling("ROOT.war.failed"))) {
            server.stop();
            throw new IllegalStateException("The deployment failed; " + server.logFiles() + " say why.");
        }
    }

    private Path deployment() {
        return base.resolve("deployments").resolve("ROOT.war");
    }
}
