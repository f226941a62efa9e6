package org.presencehub.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.FakeNetwork;
import org.presencehub.transport.FakeSession;
import org.presencehub.transport.FakeSession.Habit;

/** On a server that may give what a session writes to, to somebody else. */
class GuardedSessionTest {
    private final GuardedSession session =
            new GuardedSession(new FakeSession(new FakeNetwork(), Habit.PROPER).session());
    private final CountDownLatch used = new CountDownLatch(1);

    @Test
    void theEndWaitsForWhoeverUsesTheSession() throws Exception {
        CountDownLatch inUse = new CountDownLatch(1);
        CompletableFuture<Void> use = CompletableFuture.runAsync(() -> useUntilItIsOver(inUse));
        inUse.await();
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread container = new Thread(() -> {
            session.end();
            end.complete(null);
        });

        container.start();
        await().until(() -> container.getState() == Thread.State.TIMED_WAITING);
        assertThat(end).isNotDone();
        used.countDown();
        use.join();

        assertThat(end).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void theEndDoesNotWaitForEver() throws Exception {
        CountDownLatch inUse = new CountDownLatch(1);
        CompletableFuture<Void> use = CompletableFuture.runAsync(() -> useUntilItIsOver(inUse));
        inUse.await();

        session.end();

        assertThat(use).isNotDone();
        used.countDown();
        use.join();
    }

    @Test
    void nobodyUsesItAfterItsEnd() {
        session.end();

        assertThatIOException().isThrownBy(() -> session.use(open -> used.countDown()));
        assertThat(used.getCount()).isEqualTo(1);
    }

    /** A container tells the end to whoever closes. */
    @Test
    void theEndMayBeToldToItsUser() throws Exception {
        session.use(open -> session.end());

        assertThatIOException().isThrownBy(() -> session.use(open -> {}));
    }

    private void useUntilItIsOver(CountDownLatch inUse) {
        try {
            session.use(open -> {
                inUse.countDown();
                try {
                    used.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
