package org.presencehub.embedding;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.presencehub.testing.HostLaunch;
import org.presencehub.testing.HostServer;
import org.presencehub.testing.WildFlyHost;

/** WildFly as it comes: {@code standalone.xml}, with the users of the shop. */
@Tag("servers")
final class StockWildFlyIT extends EmbeddingContract {
    StockWildFlyIT() {
        super("embedding-stock", Servers.examples(List.of(Example.values())));
    }

    @Override
    HostServer start(HostLaunch launch) {
        return new WildFlyHost(Servers.WILDFLY, "standalone.xml", List.of(Servers.WILDFLY_USERS)).start(launch);
    }
}
