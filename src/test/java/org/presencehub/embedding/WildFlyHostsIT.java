package org.presencehub.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.HostLaunch;
import org.presencehub.testing.HostServer;
import org.presencehub.testing.WildFlyHost;

/** On the WildFly that this build provisions. */
final class WildFlyHostsIT extends HostsContract {
    private static final Path SERVER = Path.of("target", "server").toAbsolutePath();

    WildFlyHostsIT() {
        super("hosts-wildfly");
    }

    @Override
    HostServer start(HostLaunch launch) {
        return new WildFlyHost(SERVER, "standalone.xml", List.of(Servers.WILDFLY_USERS)).start(launch);
    }

    @Override
    boolean takesEars() {
        return true;
    }

    @Override
    Stream<Archive<?>> others() {
        return Stream.of(HostApplications.war("leaving"));
    }

    /** Payara finds it. */
    @Override
    Stream<Archive<?>> hidden() {
        return Stream.of(HostApplications.ear("hidden", true));
    }

    @Test
    void oneThatIsUndeployedLeavesTheOthers() throws Exception {
        WebArchive leaving = HostApplications.war("leaving");
        WebArchive staying = HostApplications.war("plain");
        assertThat(negotiate(leaving).statusCode()).isEqualTo(200);

        WildFlyHost.undeploy(launch(), leaving.getName());

        assertThat(negotiate(leaving).statusCode()).isEqualTo(404);
        assertThat(negotiate(staying).statusCode()).isEqualTo(200);
    }
}
