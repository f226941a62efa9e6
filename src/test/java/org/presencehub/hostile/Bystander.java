package org.presencehub.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.presencehub.testing.Records.quoted;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;

import java.time.Duration;
import org.presencehub.testing.HeldRequest;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;

/** Somebody with a connection of his own, who has nothing to do with an attack. Confined to the thread of its test. */
final class Bystander implements AutoCloseable {
    /** A person waits so long; a server that is attacked on two busy cores answers within. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServerUnderTest server;
    private final Vitals vitals;
    private final String user = unique("bystander");
    private final WireClient client;
    private final int threads;

    Bystander(ServerUnderTest server) {
        this.server = server;
        vitals = new Vitals(server.process().orElseThrow());
        client = server.opening(LATCH, user).connect().patience(PATIENCE).register(user);
        threads = vitals.threads();
    }

    /** Expects that his connection lives, that calls are answered, and that he could connect anew; and that the server is well. */
    void expectServed() {
        client.expectAlive();
        expectAnswer("/signalrhub/negotiate?negotiateVersion=1");
        try (WireClient another = server.opening("/test", user).connect().patience(PATIENCE)) {
            assertThat(another.invoke("Echo", quoted("here")).getString("result"))
                    .isEqualTo("here");
        }
    }

    private void expectAnswer(String path) {
        try (HeldRequest negotiation =
                server.post(path).bearer(server.token(user)).start()) {
            assertThat(negotiation.answer().status()).isEqualTo(200);
        }
    }

    /** Expects that memory and threads are what they were, soon after the attackers have gone. */
    void expectRecovered() {
        expectServed();
        await("the heap of a server that nobody attacks any more")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(vitals.megabytesAlive()).isLessThan(Vitals.MOST_AFTERWARDS));
        assertThat(vitals.threads()).isLessThan(threads + Vitals.MORE_THREADS);
    }

    /** Expects that there is room left, while the attackers hold what they could get. */
    void expectRoomLeft() {
        assertThat(vitals.megabytesAlive()).as("megabytes of live objects").isLessThan(Vitals.MOST_MEANWHILE);
    }

    @Override
    public void close() {
        client.close();
    }
}
