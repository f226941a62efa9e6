package org.presencehub.embedding;

import org.junit.jupiter.api.Tag;
import org.presencehub.testing.HostLaunch;
import org.presencehub.testing.HostServer;
import org.presencehub.testing.PayaraMicroHost;

/** Payara Micro, which takes no EARs. */
@Tag("servers")
final class PayaraMicroEmbeddingIT extends EmbeddingContract {
    PayaraMicroEmbeddingIT() {
        super("embedding-micro", Servers.examples(Example.wars()));
    }

    @Override
    HostServer start(HostLaunch launch) {
        return new PayaraMicroHost(Servers.PAYARA_MICRO, Servers.PAYARA_USERS).start(launch);
    }
}
