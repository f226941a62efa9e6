package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.DisconnectReason;
import org.presencehub.Hub;
import org.presencehub.OnConnected;
import org.presencehub.OnDisconnected;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.Records;

/** What acts when it arrives, while a call runs, or waits: in either case nothing else of the connection has its turn. */
@EnableWeld
class ControlMessageTest {
    @WeldSetup
    WeldInitiator weld =
            HubContainer.with(Workshop.class, Porch.class, Bench.class).build();

    @ApplicationScoped
    static class Bench {
        private final CompletableFuture<@Nullable Void> work = new CompletableFuture<>();
        private final List<String> log = new CopyOnWriteArrayList<>();

        CompletableFuture<@Nullable Void> work() {
            return work;
        }

        List<String> log() {
            return log;
        }
    }

    @Hub("/workshop")
    static class Workshop {
        @Inject
        Bench bench;

        @Inject
        Clients<ClientProxy> clients;

        /** Runs until the work is done. */
        public void runs() {
            bench.log().add("running");
            bench.work().join();
        }

        /** Waits for it. */
        public CompletionStage<@Nullable Void> waits() {
            bench.log().add("running");
            return bench.work();
        }

        public void note(String text) {
            bench.log().add(text);
        }

        /** Asks the caller, and notes the answer. */
        public void ask() {
            String answer = clients.caller()
                    .invoke(String.class, "question")
                    .toCompletableFuture()
                    .join();
            bench.log().add("answered " + answer);
        }

        public Stream<Integer> count() {
            bench.log().add("counting");
            return Stream.iterate(1, number -> number + 1);
        }

        public CompletionStage<Integer> sum(Flow.Publisher<Integer> numbers) {
            return new Sum(numbers).total;
        }

        @OnDisconnected
        public void left(DisconnectReason reason) {
            bench.log().add("left as " + reason);
        }
    }

    @Hub("/porch")
    static class Porch {
        @Inject
        Bench bench;

        @OnConnected
        public void arrived() {
            bench.log().add("running");
            bench.work().join();
            bench.log().add("arrived");
        }

        @OnDisconnected
        public void left(DisconnectReason reason) {
            bench.log().add("left as " + reason);
        }
    }

    private static final class Sum implements Flow.Subscriber<Integer> {
        final CompletableFuture<Integer> total = new CompletableFuture<>();
        private int sum;

        Sum(Flow.Publisher<Integer> numbers) {
            numbers.subscribe(this);
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Integer number) {
            sum += number;
        }

        @Override
        public void onError(Throwable cause) {
            total.completeExceptionally(cause);
        }

        @Override
        public void onComplete() {
            total.complete(sum);
        }
    }

    @AfterEach
    void finishWork() {
        bench().work().complete(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"runs", "waits"})
    void anAnswerArrives(String call) {
        InMemoryClient anna = anna();
        anna.send(Records.call("1", "ask"));
        assertThat(anna.next()).contains("question");
        busy(anna, call);

        anna.send("{\"type\":3,\"invocationId\":\"s1\",\"result\":\"yes\"}");

        await().until(() -> bench().log().contains("answered yes"));
        assertThat(bench().work()).isNotDone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"runs", "waits"})
    void aStreamIsCancelled(String call) {
        InMemoryClient anna = anna();
        anna.stall();
        anna.send("{\"type\":4,\"invocationId\":\"7\",\"target\":\"count\",\"arguments\":[]}");
        busy(anna, call);

        anna.send("{\"type\":5,\"invocationId\":\"7\"}");
        anna.resume();

        String record = anna.next();
        while (record.contains("\"type\":2")) {
            record = anna.next();
        }
        assertThat(record).isEqualTo("{\"type\":3,\"invocationId\":\"7\"}");
        assertThat(bench().work()).isNotDone();
    }

    @Test
    void aStreamIsCancelledThatWaitsForItsTurnAndItsMethodIsNotCalled() {
        InMemoryClient anna = anna();
        busy(anna, "runs");
        anna.send("{\"type\":4,\"invocationId\":\"7\",\"target\":\"count\",\"arguments\":[]}");

        anna.send("{\"type\":5,\"invocationId\":\"7\"}");
        bench().work().complete(null);

        assertThat(anna.next()).isEqualTo(Records.done("busy"));
        assertThat(anna.next()).isEqualTo("{\"type\":3,\"invocationId\":\"7\"}");
        assertThat(anna.result("note", "\"next\"")).isEqualTo("null");
        assertThat(bench().log()).containsExactly("running", "next");
    }

    @Test
    void everyStreamOfAnIdIsCancelledThatWaitsForItsTurn() {
        InMemoryClient anna = anna();
        busy(anna, "runs");
        String stream = "{\"type\":4,\"invocationId\":\"7\",\"target\":\"count\",\"arguments\":[]}";
        String cancel = "{\"type\":5,\"invocationId\":\"7\"}";

        anna.send(stream, cancel, stream, cancel);
        bench().work().complete(null);

        assertThat(anna.next()).isEqualTo(Records.done("busy"));
        assertThat(anna.next()).isEqualTo("{\"type\":3,\"invocationId\":\"7\"}");
        assertThat(anna.next()).isEqualTo("{\"type\":3,\"invocationId\":\"7\"}");
        assertThat(bench().log()).containsExactly("running");
    }

    @Test
    void aStreamOfTheClientEndsBehindItsItemsThoughItsCallWaitsForItsTurn() {
        InMemoryClient anna = anna();
        busy(anna, "runs");

        anna.send(
                "{\"type\":1,\"invocationId\":\"2\",\"target\":\"sum\",\"arguments\":[],\"streamIds\":[\"n\"]}",
                "{\"type\":2,\"invocationId\":\"n\",\"item\":1}",
                "{\"type\":2,\"invocationId\":\"n\",\"item\":2}",
                "{\"type\":3,\"invocationId\":\"n\"}");
        bench().work().complete(null);

        assertThat(anna.next()).isEqualTo(Records.done("busy"));
        assertThat(anna.next()).isEqualTo("{\"type\":3,\"invocationId\":\"2\",\"result\":3}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"runs", "waits"})
    void aCloseEndsTheConnectionAndWhatCameBeforeIsServed(String call) {
        InMemoryClient anna = anna();
        busy(anna, call);
        anna.send(Records.event("note", "\"before\""));

        anna.send("{\"type\":7}", Records.event("note", "\"behind\""));

        assertThat(anna.closed()).isEqualTo(DisconnectReason.GOODBYE);
        bench().work().complete(null);
        await().until(() -> bench().log().contains("left as GOODBYE"));
        assertThat(bench().log()).containsExactly("running", "before", "left as GOODBYE");
    }

    @Test
    void aCloseWaitsForTheHubToReceiveTheConnection() {
        InMemoryClient anna = InMemoryClient.of("anna", weld, "/porch");
        anna.send("{\"type\":7}");
        await().until(() -> bench().log().contains("running"));
        assertThat(anna.connection().isOpen()).isTrue();

        bench().work().complete(null);

        assertThat(anna.closed()).isEqualTo(DisconnectReason.GOODBYE);
        await().until(() -> bench().log().contains("left as GOODBYE"));
        assertThat(bench().log()).containsExactly("running", "arrived", "left as GOODBYE");
    }

    @Test
    void nobodyIsSilentWhileACallRuns() {
        InMemoryClient anna = anna();
        busy(anna, "runs");

        anna.heartbeat(System.nanoTime() + Duration.ofMinutes(5).toNanos());

        assertThat(bench().work()).isNotDone();
        assertThat(anna.connection().isOpen()).isTrue();
    }

    @Test
    void brokenInputHasItsTurnAndNothingBehindItIsRead() {
        InMemoryClient anna = anna();
        busy(anna, "runs");

        anna.send(
                Records.event("note", "\"before\""), "no message", "{\"type\":7}", Records.event("note", "\"behind\""));
        assertThat(anna.connection().isOpen()).isTrue();
        bench().work().complete(null);

        assertThat(anna.closed()).isEqualTo(DisconnectReason.BROKEN_PROTOCOL);
        await().until(() -> bench().log().contains("left as BROKEN_PROTOCOL"));
        assertThat(bench().log()).containsExactly("running", "before", "left as BROKEN_PROTOCOL");
    }

    private void busy(InMemoryClient client, String call) {
        client.send(Records.call("busy", call));
        await().until(() -> bench().log().contains("running"));
    }

    private InMemoryClient anna() {
        return InMemoryClient.of("anna", weld, "/workshop");
    }

    private Bench bench() {
        return weld.select(Bench.class).get();
    }
}
