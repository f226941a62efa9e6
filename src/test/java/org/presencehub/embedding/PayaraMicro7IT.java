package org.presencehub.embedding;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.presencehub.testing.HostLaunch;
import org.presencehub.testing.HostServer;
import org.presencehub.testing.PayaraMicroHost;

/**
 * Payara Micro 7 (Jakarta EE 11), which needs Java 21 or newer: by command only, with {@code -Dpresencehub.payara7.java=…} and
 * {@code -Dpresencehub.payara7.jar=…}.
 */
@Tag("payara7")
final class PayaraMicro7IT extends EmbeddingContract {
    PayaraMicro7IT() {
        super("embedding-micro7", Servers.examples(Example.wars()));
    }

    @Override
    HostServer start(HostLaunch launch) {
        return new PayaraMicroHost(
                        System.getProperty("presencehub.payara7.java"),
                        Path.of(System.getProperty("presencehub.payara7.jar")),
                        Servers.PAYARA_USERS)
                .start(launch);
    }
}
