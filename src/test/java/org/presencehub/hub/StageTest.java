package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.Hub;
import org.presencehub.HubException;
import org.presencehub.OnDisconnected;
import org.presencehub.hub.runtime.HubCallTest;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.Records;

/** Hub methods that return before their result is there. */
@EnableWeld
class StageTest {
    @WeldSetup
    WeldInitiator weld = HubContainer.with(Kitchen.class, Stove.class).build();

    @ApplicationScoped
    static class Stove {
        final BlockingQueue<CompletableFuture<@Nullable Object>> pots = new LinkedBlockingQueue<>();
        final AtomicBoolean left = new AtomicBoolean();
        final CompletableFuture<@Nullable Void> salted = new CompletableFuture<>();

        BlockingQueue<CompletableFuture<@Nullable Object>> pots() {
            return pots;
        }

        AtomicBoolean left() {
            return left;
        }

        CompletableFuture<@Nullable Void> salted() {
            return salted;
        }
    }

    @Hub("/kitchen")
    static class Kitchen {
        @Inject
        Stove stove;

        @Inject
        Clients<ClientProxy> clients;

        public CompletionStage<@Nullable Object> cook() {
            CompletableFuture<@Nullable Object> pot = new CompletableFuture<>();
            stove.pots().add(pot);
            return pot;
        }

        public @Nullable CompletionStage<String> nothing() {
            return null;
        }

        public String ring() {
            return "ping";
        }

        public CompletionStage<@Nullable Object> askAndCook() {
            clients.caller().invoke(String.class, "salt");
            stove.salted().join();
            return cook();
        }

        @OnDisconnected
        public void left() {
            stove.left().set(true);
        }
    }

    private final InMemoryClient anna() {
        return InMemoryClient.of("anna", weld, "/kitchen");
    }

    @CanIgnoreReturnValue
    private CompletableFuture<@Nullable Object> pot() throws InterruptedException {
        return weld.select(Stove.class).get().pots().take();
    }

    @Test
    void callHoldsItsPlaceUntilItsStageCompletes() throws InterruptedException {
        InMemoryClient anna = anna();
        anna.send(Records.call("1", "cook"), Records.call("2", "ring"));
        CompletableFuture<@Nullable Object> pot = pot();
        await().during(Duration.ofMillis(100)).untilAsserted(anna::assertNothingCame);

        pot.complete("soup");

        assertThat(anna.next()).isEqualTo("{\"type\":3,\"invocationId\":\"1\",\"result\":\"soup\"}");
        assertThat(anna.next()).contains("\"2\"", "ping");
    }

    @Test
    void failureOfAStageIsTheCallsOwn() throws InterruptedException {
        InMemoryClient anna = anna();
        anna.send(Records.call("1", "cook"), Records.call("2", "cook"), Records.call("3", "cook"));
        pot().completeExceptionally(new CompletionException(new HubException("Burnt.")));
        assertThat(anna.next())
                .isEqualTo(Records.failed(
                        "1", "An unexpected error occurred invoking 'cook' on the server. HubException: Burnt."));
        pot().completeExceptionally(new IllegalStateException("secret"));
        assertThat(anna.next())
                .isEqualTo(Records.failed("2", "An unexpected error occurred invoking 'cook' on the server."));
        pot().complete(new HubCallTest.Bomb());
        assertThat(anna.next())
                .isEqualTo(Records.failed("3", "An unexpected error occurred invoking 'cook' on the server."));
        assertThat(anna.result("ring")).isEqualTo("\"ping\"");
    }

    @Test
    void noStageIsNoResult() {
        assertThat(anna().call("nothing")).isEqualTo(Records.done("1"));
    }

    @Test
    void stageThatNeverCompletesDoesNotKeepTheHubFromHearingOfTheEnd() throws InterruptedException {
        InMemoryClient anna = anna();
        anna.send(Records.call("1", "cook"));
        pot();
        AtomicBoolean left = weld.select(Stove.class).get().left();
        assertThat(left).isFalse();

        anna.vanish();

        await().untilTrue(left);
    }

    @Test
    void norDoesOneBehindACallThatHadGivenItsPlaceBackBefore() throws InterruptedException {
        InMemoryClient anna = anna();
        anna.send(Records.call("1", "askAndCook"));
        assertThat(anna.next()).contains("salt");
        anna.send(Records.call("2", "cook"));
        awaitWaitedFor(pot());
        weld.select(Stove.class).get().salted().complete(null);
        awaitWaitedFor(pot());

        anna.vanish();

        await().untilTrue(weld.select(Stove.class).get().left());
    }

    private static void awaitWaitedFor(CompletableFuture<?> pot) {
        await().until(() -> pot.getNumberOfDependents() == 1);
    }
}
