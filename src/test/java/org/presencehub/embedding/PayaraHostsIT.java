package org.presencehub.embedding;

import org.junit.jupiter.api.Tag;
import org.presencehub.testing.HostLaunch;
import org.presencehub.testing.HostServer;
import org.presencehub.testing.PayaraServerHost;

/** On Payara Server, which goes on when a deployment fails. */
@Tag("servers")
final class PayaraHostsIT extends HostsContract {
    PayaraHostsIT() {
        super("hosts-payara");
    }

    @Override
    HostServer start(HostLaunch launch) {
        return new PayaraServerHost(Servers.PAYARA, Servers.PAYARA_USERS).start(launch);
    }

    @Override
    boolean takesEars() {
        return true;
    }

    /** Payara stops before any code of the application runs, unless that has a bean in {@code ejb-jar.xml}. */
    @Override
    String complete() {
        return "DeploymentContext does not contain any EJB";
    }

    /** Not when the WAR starts: the environment and system properties count alone. */
    @Override
    boolean readsSettingsInEars() {
        return false;
    }

    @Override
    boolean connectionsHoldSessions() {
        return true;
    }
}
