package org.presencehub.embedding;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.presencehub.testing.HostLaunch;
import org.presencehub.testing.HostServer;
import org.presencehub.testing.PayaraServerHost;

/** Payara Server. */
@Tag("servers")
final class PayaraServerIT extends EmbeddingContract {
    PayaraServerIT() {
        super("embedding-payara", Servers.examples(List.of(Example.values())));
    }

    @Override
    HostServer start(HostLaunch launch) {
        return new PayaraServerHost(Servers.PAYARA, Servers.PAYARA_USERS).start(launch);
    }
}
