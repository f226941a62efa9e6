package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;
import org.presencehub.Hub;
import org.presencehub.connection.Connection;
import org.presencehub.identity.Caller;
import org.presencehub.testing.FakeNetwork;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryTransport;

/** A handshake that waits for the server may take that much longer. */
@EnableWeld
class LateHandshakeTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @WeldSetup
    private final WeldInitiator weld = HubContainer.with(Quiet.class).build();

    @Hub("/quiet")
    public static class Quiet {}

    @Test
    void whatTheServerKeptWaitingIsNotTheClients() {
        Connection connection = HubContainer.route(weld, "/quiet")
                .connections()
                .open(Caller.ANONYMOUS)
                .orElseThrow();
        connection.reserve();
        connection.attach(new InMemoryTransport(new FakeNetwork()));
        long attached = System.nanoTime();

        connection.excuse(10 * SECOND, attached + 20 * SECOND);
        connection.tick(attached + 20 * SECOND);
        assertThat(connection.hasEnded()).isFalse();
        connection.tick(attached + 26 * SECOND);

        assertThat(connection.hasEnded()).isTrue();
    }
}
