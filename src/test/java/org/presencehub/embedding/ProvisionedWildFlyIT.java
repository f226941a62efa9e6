package org.presencehub.embedding;

import java.util.List;
import org.presencehub.testing.HostLaunch;
import org.presencehub.testing.HostServer;
import org.presencehub.testing.WildFlyHost;

/** All arrangements on the server that the shop provisions for itself. */
final class ProvisionedWildFlyIT extends EmbeddingContract {
    ProvisionedWildFlyIT() {
        super("embedding-provisioned", List.of(Example.values()));
    }

    @Override
    HostServer start(HostLaunch launch) {
        return new WildFlyHost(Servers.PROVISIONED, "standalone.xml", List.of()).start(launch);
    }
}
