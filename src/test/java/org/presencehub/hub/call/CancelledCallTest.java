package org.presencehub.hub.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.presencehub.testing.Records.call;
import static org.presencehub.testing.Records.failed;

import jakarta.inject.Inject;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.presencehub.Cancellation;
import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.Hub;
import org.presencehub.NonBlocking;
import org.presencehub.RawArguments;
import org.presencehub.hub.options.HubOptions;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.RecordedLog;

/** A client that wants no answer any more: SignalR 11, cancelling a plain invocation. */
@EnableWeld
class CancelledCallTest {
    private static final BlockingQueue<Cancellation> BEGUN = new LinkedBlockingQueue<>();
    private static final BlockingQueue<CompletableFuture<String>> STAGES = new LinkedBlockingQueue<>();

    @WeldSetup
    WeldInitiator weld = HubContainer.with(HubOptions.DEFAULTS.withDetailedErrors(true), Workshop.class)
            .build();

    @Hub("/workshop")
    static class Workshop {
        @Inject
        Clients<ClientProxy> clients;

        /** Until it is cancelled. */
        public String work(int number, Cancellation cancellation) {
            await(cancellation);
            return "stopped at " + number;
        }

        private static void await(Cancellation cancellation) {
            CompletableFuture<Void> stop = new CompletableFuture<>();
            cancellation.onRequested(() -> stop.complete(null));
            BEGUN.add(cancellation);
            stop.orTimeout(10, TimeUnit.SECONDS).join();
        }

        public String give(Cancellation cancellation) {
            await(cancellation);
            throw new CancellationException("no more");
        }

        @NonBlocking
        public CompletionStage<String> later() {
            CompletableFuture<String> stage = new CompletableFuture<>();
            STAGES.add(stage);
            return stage;
        }

        public String plain() {
            CompletableFuture<String> stage = new CompletableFuture<>();
            STAGES.add(stage);
            return stage.join();
        }

        @NonBlocking
        public CompletionStage<String> ask(Cancellation cancellation) {
            BEGUN.add(cancellation);
            return clients.caller().invoke(String.class, "question");
        }

        public Stream<Integer> count(Cancellation cancellation) {
            BEGUN.add(cancellation);
            return Stream.generate(() -> 1);
        }

        @NonBlocking
        public int rest(String first, RawArguments rest, Cancellation cancellation) {
            return rest.size();
        }

        @NonBlocking
        public String echo(String text) {
            return text;
        }
    }

    @BeforeEach
    void forget() {
        BEGUN.clear();
        STAGES.clear();
    }

    private InMemoryClient client() {
        return InMemoryClient.of("anna", weld, "/workshop");
    }

    private static <T> T next(BlockingQueue<T> queue) {
        try {
            return Objects.requireNonNull(queue.poll(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String cancel(String id) {
        return "{\"type\":5,\"invocationId\":\"" + id + "\"}";
    }

    private static String result(String id, String json) {
        return "{\"type\":3,\"invocationId\":\"" + id + "\",\"result\":" + json + "}";
    }

    @Test
    void aMethodThatAsksHearsOfItAndIsAnsweredOnce() {
        InMemoryClient client = client();
        client.send(call("1", "work", "7"));
        Cancellation cancellation = next(BEGUN);
        assertThat(cancellation.isRequested()).isFalse();

        client.send(cancel("1"), cancel("1"), cancel("unknown"));

        assertThat(client.next()).isEqualTo(result("1", "\"stopped at 7\""));
        assertThat(cancellation.isRequested()).isTrue();
        client.send(cancel("1"));
        assertThat(client.result("echo", "\"still here\"")).isEqualTo("\"still here\"");
    }

    @Test
    void whatItThrowsIsToldAsEverAndIsNoNewsForTheLog() {
        InMemoryClient client = client();
        try (RecordedLog log = RecordedLog.of("org.presencehub.hub")) {
            client.send(call("1", "give"));
            next(BEGUN);
            client.send(cancel("1"));

            assertThat(client.next())
                    .isEqualTo(
                            failed(
                                    "1",
                                    "An unexpected error occurred invoking 'give' on the server. CancellationException: no more"));
            assertThat(log.lines()).noneMatch(line -> line.contains("failed"));
        }
    }

    @Test
    void aMethodThatAsksForNothingGoesOnAndIsAnswered() {
        InMemoryClient client = client();
        client.send(call("1", "plain"));
        CompletableFuture<String> stage = next(STAGES);

        client.send(cancel("1"));
        stage.complete("done");

        assertThat(client.next()).isEqualTo(result("1", "\"done\""));
    }

    @Test
    void aStageThatItReturnedIsCancelled() {
        InMemoryClient client = client();
        client.send(call("1", "later"));
        CompletableFuture<String> stage = next(STAGES);

        client.send(cancel("1"));

        assertThat(stage).isCancelled();
        assertThat(client.next()).contains("\"error\":\"An unexpected error occurred invoking 'later' on the server.");
        assertThat(client.result("echo", "\"next\"")).isEqualTo("\"next\"");
    }

    @Test
    void theParameterIsNoArgument() {
        InMemoryClient client = client();

        assertThat(client.error("work")).contains("Invocation provides 0 argument(s) but target expects 1.");
        assertThat(client.error("work", "1", "2")).contains("Invocation provides 2 argument(s) but target expects 1.");
        assertThat(client.result("rest", "\"a\"", "1", "2", "3")).isEqualTo("3");
    }

    @Test
    void itMayComeInTheSameFrame() {
        InMemoryClient client = client();

        client.send(call("1", "work", "1"), cancel("1"));

        assertThat(client.next()).isEqualTo(result("1", "\"stopped at 1\""));
    }

    /** In ASP.NET Core it would wait behind the second call. */
    @Test
    void itActsWhileOthersWait() {
        InMemoryClient client = client();
        client.send(call("1", "work", "1"), call("2", "work", "2"), call("3", "echo", "\"behind\""));
        next(BEGUN);

        client.send(cancel("2"));
        client.send(cancel("1"));

        assertThat(client.next()).isEqualTo(result("1", "\"stopped at 1\""));
        assertThat(client.next()).isEqualTo(result("2", "\"stopped at 2\""));
        assertThat(client.next()).isEqualTo(result("3", "\"behind\""));
    }

    @Test
    void anIdIsInUseAsLongAsItsCallCanBeCancelled() {
        InMemoryClient client = client();
        client.send(call("1", "ask"));
        Cancellation first = next(BEGUN);
        String question = client.next();
        assertThat(question).contains("\"target\":\"question\"");

        client.send(call("1", "work", "2"));

        assertThat(client.next()).isEqualTo(failed("1", "Invocation ID '1' is already in use."));
        client.send(cancel("1"));
        await().until(first::isRequested);
        assertThat(client.next()).contains("\"invocationId\":\"1\"").contains("error");
    }

    @Test
    void whoIsGoneHasCancelled() {
        InMemoryClient client = client();
        client.send(call("1", "work", "1"));
        Cancellation cancellation = next(BEGUN);

        client.vanish();

        await().until(cancellation::isRequested);
    }

    @Test
    void soHasWhoeverWantedNoAnswer() {
        InMemoryClient client = client();
        client.send("{\"type\":1,\"target\":\"work\",\"arguments\":[1]}");
        Cancellation cancellation = next(BEGUN);

        client.vanish();

        await().until(cancellation::isRequested);
    }

    @Test
    void aStageOfWhoIsGoneIsCancelled() {
        InMemoryClient client = client();
        client.send(call("1", "later"));
        CompletableFuture<String> stage = next(STAGES);

        client.vanish();

        await().until(stage::isCancelled);
    }

    @Test
    void aStreamTellsItsMethodToo() {
        InMemoryClient client = client();
        client.send("{\"type\":4,\"invocationId\":\"s\",\"target\":\"count\",\"arguments\":[]}");
        Cancellation cancellation = next(BEGUN);

        client.send(cancel("s"));

        await().until(cancellation::isRequested);
    }

    @Test
    void aTaskThatComesLateRunsAtOnceAndNoneBehindTheAnswer() {
        CallCancellation cancellation = new CallCancellation(failure -> {});
        CompletableFuture<Void> early = told(cancellation);
        cancellation.request();
        CompletableFuture<Void> late = told(cancellation);
        cancellation.end();
        CompletableFuture<Void> tooLate = told(cancellation);

        assertThat(early).isDone();
        assertThat(late).isDone();
        assertThat(tooLate).isNotDone();
    }

    @Test
    void nobodyIsToldBehindTheAnswer() {
        CallCancellation cancellation = new CallCancellation(failure -> {});
        CompletableFuture<Void> task = told(cancellation);
        cancellation.end();
        cancellation.request();

        assertThat(task).isNotDone();
    }

    @Test
    void aTaskThatFailsKeepsNoOtherFromRunning() {
        BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
        CallCancellation cancellation = new CallCancellation(failures::add);
        cancellation.onRequested(() -> {
            throw new IllegalStateException("clumsy");
        });
        CompletableFuture<Void> other = told(cancellation);

        cancellation.request();

        assertThat(other).isDone();
        assertThat(failures).hasSize(1);
    }

    private static CompletableFuture<Void> told(Cancellation cancellation) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        cancellation.onRequested(() -> told.complete(null));
        return told;
    }
}
