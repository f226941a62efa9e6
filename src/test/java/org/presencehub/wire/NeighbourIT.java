package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;
import static org.presencehub.testing.WireClient.CLOSE;
import static org.presencehub.testing.WireClient.PING;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** While a neighbour blocks every thread of the container's executors, time goes on here. */
@WireTest
@Tag("ours")
final class NeighbourIT {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ServerUnderTest server;

    NeighbourIT(ServerUnderTest server) {
        this.server = server;
    }

    @BeforeEach
    void block() {
        assertThat(server.post("/neighbour/block").send().status()).isEqualTo(204);
    }

    @AfterEach
    void release() {
        assertThat(server.post("/neighbour/release").send().status()).isEqualTo(204);
    }

    @Test
    void usersComeAndGoAndTheirGraceEnds() {
        String ending = unique("");
        String bert = "bert" + ending;
        Watcher watcher = Watcher.arrive(server, "anna" + ending, ending);
        try (WireClient client = server.opening(PRESENCE, bert).connect()) {
            client.awaitEvent("GetOnlineUsers");
            watcher.awaitTransition("+" + bert);
            long start = System.nanoTime();
            client.send(CLOSE);
            watcher.awaitTransition("-" + bert);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
        } finally {
            watcher.close();
        }
    }

    /** Whoever gets none leaves after half a minute. */
    @Test
    @Tag("slow")
    void anIdleClientGetsItsPing() {
        try (WireClient client = server.opening(LATCH, unique("carl")).connect().patience(Duration.ofSeconds(20))) {
            assertThat(client.socket().read().text()).isEqualTo(Records.of(PING));
        }
    }
}
