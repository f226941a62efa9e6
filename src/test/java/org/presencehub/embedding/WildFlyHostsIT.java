package org.presencehub.embedding;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.Archive;
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
        return new WildFlyHost(SERVER, "standalone.xml", List.of()).start(launch);
    }

    @Override
    boolean takesEars() {
        return true;
    }

    /** Payara finds it. */
    @Override
    Stream<Archive<?>> hidden() {
        return Stream.of(HostApplications.ear("hidden", true));
    }
}
