package org.presencehub.hub.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.DisconnectReason;
import org.presencehub.Hub;
import org.presencehub.HubException;
import org.presencehub.NonBlocking;
import org.presencehub.OnDisconnected;
import org.presencehub.hub.options.CallOptions;
import org.presencehub.hub.runtime.HubCallTest;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.RecordedLog;
import org.presencehub.testing.Records;

/** Hub methods that answer with a stream. */
@EnableWeld
class ServerStreamTest {
    /** What may wait to be sent before the next item is taken. */
    private static final int FRAME_SIZE = 32 * 1024 - 1;

    private static final int MOST_STREAMING = CallOptions.DEFAULTS.threads() / 2;

    private static final String BROKE = "An error occurred on the server while streaming results.";

    @WeldSetup
    WeldInitiator weld = HubContainer.with(Source.class, Taps.class).build();

    private InMemoryClient anna() {
        return InMemoryClient.of("anna", weld, "/source");
    }

    private Taps taps() {
        return weld.select(Taps.class).get();
    }

    @ApplicationScoped
    static class Taps {
        private final SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();
        private final AtomicInteger closed = new AtomicInteger();
        private final AtomicInteger left = new AtomicInteger();
        private final AtomicInteger pulled = new AtomicInteger();
        private final AtomicInteger cancelled = new AtomicInteger();
        private final CompletableFuture<Thread> canceller = new CompletableFuture<>();
        private final CompletableFuture<String> gate = new CompletableFuture<>();

        SubmissionPublisher<Integer> publisher() {
            return publisher;
        }

        AtomicInteger closed() {
            return closed;
        }

        AtomicInteger left() {
            return left;
        }

        AtomicInteger pulled() {
            return pulled;
        }

        /** Takes note of a cancellation, which then fails. */
        void cancelled() {
            cancelled.incrementAndGet();
            canceller.complete(Thread.currentThread());
            throw new IllegalStateException("not now");
        }

        int cancellations() {
            return cancelled.get();
        }

        Thread canceller() {
            return canceller.orTimeout(10, TimeUnit.SECONDS).join();
        }

        CompletableFuture<String> gate() {
            return gate;
        }
    }

    /** Emits what it likes, when it is subscribed to or asked for an item. */
    private record Rude(
            Taps taps,
            Consumer<Flow.Subscriber<? super Object>> whenSubscribed,
            Consumer<Flow.Subscriber<? super Object>> whenAsked)
            implements Flow.Publisher<Object> {
        @Override
        public void subscribe(Flow.Subscriber<? super Object> subscriber) {
            subscriber.onSubscribe(subscription(subscriber));
            whenSubscribed.accept(subscriber);
        }

        Flow.Subscription subscription(Flow.Subscriber<? super Object> subscriber) {
            return new Flow.Subscription() {
                @Override
                public void request(long n) {
                    whenAsked.accept(subscriber);
                }

                @Override
                public void cancel() {
                    taps.cancelled();
                }
            };
        }
    }

    @Hub("/source")
    static class Source {
        @Inject
        Taps taps;

        public Stream<Integer> count(int to) {
            return IntStream.range(0, to).boxed().onClose(taps.closed()::incrementAndGet);
        }

        public Stream<@Nullable String> holes() {
            return Stream.of("a", null);
        }

        public Flow.Publisher<Integer> tap() {
            return taps.publisher();
        }

        public Stream<String> endless() {
            return Stream.generate(() -> "x".repeat(1000) + taps.pulled().incrementAndGet())
                    .onClose(taps.closed()::incrementAndGet);
        }

        public Stream<String> gated() {
            return Stream.generate(() -> {
                        taps.pulled().incrementAndGet();
                        return taps.gate().join();
                    })
                    .onClose(taps.closed()::incrementAndGet);
        }

        public Stream<String> late() {
            taps.pulled().incrementAndGet();
            return Stream.of(taps.gate().join());
        }

        public Stream<Integer> breaking(boolean openly) {
            return Stream.of(1, 2)
                    .map(item -> {
                        if (item == 2) {
                            throw openly ? new HubException("stream broke") : new IllegalStateException("secret");
                        }
                        return item;
                    })
                    .onClose(taps.closed()::incrementAndGet);
        }

        public Stream<Object> bombs() {
            return Stream.<Object>of(new HubCallTest.Bomb()).onClose(taps.closed()::incrementAndGet);
        }

        public Stream<Object> abysses() {
            return Stream.<Object>of(HubCallTest.abyss()).onClose(taps.closed()::incrementAndGet);
        }

        public Stream<Integer> jammed() {
            return Stream.of(1).onClose(() -> {
                throw new IllegalStateException("secret");
            });
        }

        public @Nullable Stream<Integer> none() {
            return null;
        }

        public Stream<Integer> fails() {
            throw new HubException("no stream");
        }

        @NonBlocking
        public Flow.Publisher<Object> rude(String how) {
            Consumer<Flow.Subscriber<? super Object>> idle = subscriber -> {};
            Consumer<Flow.Subscriber<? super Object>> throwing = subscriber -> {
                throw new IllegalStateException("secret");
            };
            return switch (how) {
                case "throws" -> new Rude(taps, throwing, idle);
                case "throwsWhenAsked" -> new Rude(taps, idle, throwing);
                case "emitsUnasked" -> new Rude(taps, idle, Source::emitUnasked);
                case "goesOn" -> new Rude(taps, idle, Source::goOn);
                case "waits" -> new Rude(taps, idle, idle);
                default -> throw new IllegalArgumentException(how);
            };
        }

        private static void emitUnasked(Flow.Subscriber<? super Object> subscriber) {
            subscriber.onNext(1); // what was asked for
            subscriber.onNext(2);
            subscriber.onComplete();
        }

        private static void goOn(Flow.Subscriber<? super Object> subscriber) {
            subscriber.onComplete();
            subscriber.onNext(1);
            subscriber.onError(new IllegalStateException());
            subscriber.onComplete();
        }

        @NonBlocking
        public Flow.Publisher<Object> subscribedTwice() {
            return subscriber -> {
                Rude rude = new Rude(taps, any -> {}, any -> {});
                subscriber.onSubscribe(rude.subscription(subscriber));
                try {
                    subscriber.onSubscribe(rude.subscription(subscriber));
                } catch (IllegalStateException e) {
                    subscriber.onComplete(); // as expected: that one was cancelled
                }
            };
        }

        public void block() {
            taps.gate().join();
        }

        public String plain() {
            return "plain";
        }

        @OnDisconnected
        public void left() {
            taps.left().incrementAndGet();
        }
    }

    private static String stream(String id, String target, String... arguments) {
        return Records.call(id, target, arguments).replace("\"type\":1", "\"type\":4");
    }

    private static String item(String id, Object item) {
        return "{\"type\":2,\"invocationId\":\"" + id + "\",\"item\":" + item + "}";
    }

    private static String end(String id) {
        return "{\"type\":3,\"invocationId\":\"" + id + "\"}";
    }

    private static String cancel(String id) {
        return "{\"type\":5,\"invocationId\":\"" + id + "\"}";
    }

    @Test
    void itemsAndThenACompletionWithoutResultAreSent() {
        InMemoryClient anna = anna();
        anna.send(stream("7", "count", "200"));

        for (int i = 0; i < 200; i++) {
            assertThat(anna.next()).isEqualTo(item("7", i));
        }
        assertThat(anna.next()).isEqualTo(end("7"));
        assertThat(taps().closed()).hasValue(1);
    }

    @Test
    void itemsMayBeNull() {
        InMemoryClient anna = anna();
        anna.send(stream("7", "holes"));

        assertThat(List.of(anna.next(), anna.next(), anna.next()))
                .containsExactly(item("7", "\"a\""), item("7", "null"), end("7"));
    }

    @Test
    void publisherIsReadToItsEndAndHoldsNoOrder() {
        InMemoryClient anna = anna();
        anna.send(stream("7", "tap"), Records.call("8", "plain"));
        assertThat(anna.next()).contains("plain");
        await().until(taps().publisher()::hasSubscribers);
        IntStream.range(0, 100).forEach(taps().publisher()::submit);
        taps().publisher().close();

        for (int i = 0; i < 100; i++) {
            assertThat(anna.next()).isEqualTo(item("7", i));
        }
        assertThat(anna.next()).isEqualTo(end("7"));
    }

    @ParameterizedTest
    @CsvSource({"true,' HubException: stream broke'", "false,''"})
    void failureInMidStreamEndsIt(String openly, String detail) {
        InMemoryClient anna = anna();
        anna.send(stream("7", "breaking", openly));

        assertThat(anna.next()).isEqualTo(item("7", 1));
        assertThat(anna.next()).isEqualTo(Records.failed("7", BROKE + detail));
        assertThat(anna.result("plain")).isEqualTo("\"plain\"");
        assertThat(taps().closed()).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bombs", "abysses"})
    void itemThatCannotBeWrittenEndsItsStream(String target) {
        InMemoryClient anna = anna();
        anna.send(stream("7", target));

        assertThat(anna.next()).isEqualTo(Records.failed("7", BROKE));
        assertThat(anna.result("plain")).isEqualTo("\"plain\"");
        await().until(() -> taps().closed().get() == 1);
    }

    @Test
    void whatIsNoStreamIsRefusedInTheReferencesWords() {
        InMemoryClient anna = anna();

        assertThat(anna.error("count", "1"))
                .isEqualTo(
                        "The client attempted to invoke the streaming 'count' method with a non-streaming invocation.");
        anna.send(stream("7", "plain"));
        assertThat(anna.next())
                .isEqualTo(
                        Records.failed(
                                "7",
                                "The client attempted to invoke the non-streaming 'plain' method with a streaming invocation."));
        anna.send(stream("7", "none"));
        assertThat(anna.next())
                .isEqualTo(
                        Records.failed(
                                "7",
                                "The value returned by the streaming method 'none' is not a ChannelReader<> or IAsyncEnumerable<>."));
        anna.send(stream("7", "fails"));
        assertThat(anna.next())
                .isEqualTo(Records.failed(
                        "7", "An unexpected error occurred invoking 'fails' on the server. HubException: no stream"));
        anna.send(stream("7", "count", "\"x\""));
        assertThat(anna.next())
                .isEqualTo(Records.failed("7", "Failed to invoke 'count' due to an error on the server."));
        anna.send(stream("7", "count"));
        assertThat(anna.next())
                .isEqualTo(Records.failed("7", "Failed to invoke 'count' due to an error on the server."));
    }

    @Test
    void runningIdIsInUseUntilItsStreamEnds() {
        InMemoryClient anna = anna();
        anna.send(stream("7", "tap"), stream("7", "count", "1"));
        assertThat(anna.next()).isEqualTo(Records.failed("7", "Invocation ID '7' is already in use."));

        anna.send(cancel("7"));
        assertThat(anna.next()).isEqualTo(end("7"));
        anna.send(stream("7", "count", "1"));
        assertThat(anna.next()).isEqualTo(item("7", 0));
        assertThat(anna.next()).isEqualTo(end("7"));
    }

    @Test
    void cancelEndsAPublisherWithoutAnError() {
        InMemoryClient anna = anna();
        anna.send(stream("7", "tap"));
        await().until(taps().publisher()::hasSubscribers);

        anna.send(cancel("7"), cancel("7"), cancel("unknown"));

        assertThat(anna.next()).isEqualTo(end("7"));
        await().until(() -> !taps().publisher().hasSubscribers());
        anna.assertNothingCame();
    }

    @Test
    void cancelClosesAStreamThatIsBeingComputedWhenThatIsDone() {
        InMemoryClient anna = anna();
        anna.send(stream("7", "gated"));
        await().until(() -> taps().pulled().get() == 1);

        anna.send(cancel("7"));

        assertThat(anna.next()).isEqualTo(end("7"));
        await().during(Duration.ofMillis(100)).until(() -> taps().closed().get() == 0);
        taps().gate().complete("late");
        await().until(() -> taps().closed().get() == 1);
        anna.assertNothingCame();
    }

    @Test
    void whatWaitsToBeSentIsNotSentAfterACancel() {
        InMemoryClient anna = anna();
        anna.stall();
        anna.send(stream("7", "endless"));
        AtomicInteger pulled = taps().pulled();
        await().during(Duration.ofMillis(100)).until(() -> anna.queuedBytes() >= FRAME_SIZE);

        anna.send(cancel("7"));
        anna.resume();

        int items = 0;
        while (!anna.next().equals(end("7"))) {
            items++;
        }
        assertThat(items).isPositive().isLessThan(pulled.get());
    }

    @Test
    void aPublisherThatIsSlowToEndHoldsUpNoMessages() {
        InMemoryClient anna = anna();
        anna.send(stream("7", "rude", "\"waits\""), cancel("7"));

        assertThat(anna.next()).isEqualTo(end("7"));
        assertThat(taps().canceller()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void aFailureToEndAStreamIsLogged() {
        InMemoryClient anna = anna();
        try (RecordedLog log = RecordedLog.of("org.presencehub.hub")) {
            anna.send(stream("7", "rude", "\"waits\""), cancel("7"));
            anna.send(stream("8", "jammed"));

            await().untilAsserted(() -> assertThat(log.lines())
                    .anyMatch(line -> line.contains("Ending the stream of 'rude'"))
                    .anyMatch(line -> line.contains("Ending the stream of 'jammed'")));
        }
    }

    @Test
    void whateverTheRaceOfCancellingThereIsOneCompletionAndNothingBehindIt() {
        InMemoryClient anna = anna();
        for (int i = 0; i < 200; i++) {
            anna.send(stream("s" + i, "count", "20"), cancel("s" + i));
            String record = anna.next();
            while (!record.equals(end("s" + i))) {
                assertThat(record).startsWith("{\"type\":2,\"invocationId\":\"s" + i + "\"");
                record = anna.next();
            }
            int over = i + 1;
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> taps().closed().get() == over);
        }
        assertThat(anna.result("plain")).isEqualTo("\"plain\"");
    }

    @Test
    void slowReaderPausesItsStreamsAndIsNotClosedByThem() {
        InMemoryClient anna = anna();
        anna.stall();
        anna.send(stream("1", "endless"), stream("2", "endless"), stream("3", "endless"));
        await().until(() -> anna.queuedBytes() > 30_000);

        await().during(Duration.ofMillis(300)).until(() -> anna.queuedBytes() < 40_000);
        assertThat(taps().pulled()).hasValueLessThan(100);
        anna.resume();
        for (int i = 0; i < 1000; i++) {
            assertThat(anna.next()).contains("\"type\":2");
        }
        anna.vanish();
        await().until(() -> taps().closed().get() == 3);
    }

    @Test
    void streamsTakeTurnsEachTimeThatLittleWaitsToBeSent() {
        InMemoryClient anna = anna();
        List<Integer> waiting = new ArrayList<>();
        anna.stall();
        for (int i = 0; i < 10; i++) {
            anna.connection().output().whenWritable(() -> {
                waiting.add(anna.queuedBytes());
                anna.receive(Records.bytes("x".repeat(40_000)));
            });
        }
        assertThat(waiting).hasSize(1);

        anna.resume();

        assertThat(waiting).hasSize(10).allMatch(bytes -> bytes < FRAME_SIZE);
    }

    @Test
    void whatIsCalledBeforeTheEndAndBegunBehindItStreamsNothing() {
        InMemoryClient anna = anna();
        anna.send(Records.call("6", "block"), stream("7", "endless"));

        anna.leave();
        taps().gate().complete("go on");

        assertThat(anna.closed()).isEqualTo(DisconnectReason.GOODBYE);
        await().until(() -> taps().left().get() == 1);
        await().during(Duration.ofMillis(100)).until(() -> taps().pulled().get() == 0);
    }

    @Test
    void endOfTheConnectionEndsItsStreams() {
        InMemoryClient anna = anna();
        anna.send(stream("7", "tap"), stream("8", "endless"));
        await().until(taps().publisher()::hasSubscribers);
        anna.next();

        anna.vanish();

        await().until(() -> !taps().publisher().hasSubscribers());
        await().until(() -> taps().closed().get() == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"throws", "throwsWhenAsked", "emitsUnasked"})
    void publisherThatMisbehavesFailsItsOwnStream(String how) {
        InMemoryClient anna = anna();
        anna.send(stream("7", "rude", Records.quoted(how)));

        List<String> records = new ArrayList<>(List.of(anna.next()));
        while (records.get(records.size() - 1).contains("\"type\":2")) {
            records.add(anna.next());
        }
        assertThat(records).last().isEqualTo(Records.failed("7", BROKE));
        assertThat(anna.result("plain")).isEqualTo("\"plain\"");
    }

    @Test
    void publisherThatEmitsUnaskedIsCancelled() {
        InMemoryClient anna = anna();
        anna.send(stream("7", "rude", "\"emitsUnasked\""));

        await().until(() -> taps().cancellations() == 1);
    }

    @Test
    void aSecondSubscriptionIsCancelled() {
        InMemoryClient anna = anna();
        anna.send(stream("7", "subscribedTwice"));

        assertThat(anna.next()).isEqualTo(end("7"));
        assertThat(taps().cancellations()).isEqualTo(1);
    }

    @Test
    void publisherThatGoesOnBehindItsEndIsNotHeard() {
        InMemoryClient anna = anna();
        anna.send(stream("7", "rude", "\"goesOn\""));

        assertThat(anna.next()).isEqualTo(end("7"));
        assertThat(anna.result("plain")).isEqualTo("\"plain\"");
    }

    @Test
    void streamsAtOnceAreBounded() {
        InMemoryClient anna = anna();
        String[] calls = new String[MOST_STREAMING + 1];
        Arrays.setAll(calls, i -> stream("s" + i, "tap"));
        anna.send(calls);

        assertThat(anna.next())
                .isEqualTo(
                        Records.failed(
                                "s" + MOST_STREAMING,
                                "An unexpected error occurred invoking 'tap' on the server. HubException: A connection may have "
                                        + MOST_STREAMING
                                        + " calls at once that stream or have asked a client (half of presencehub.hub-threads)."));
        anna.send(cancel("s0"));
        assertThat(anna.next()).isEqualTo(end("s0"));
        await().untilAsserted(() -> {
            anna.send(stream("s0", "count", "0"));
            assertThat(anna.next()).isEqualTo(end("s0"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"late", "gated"})
    void streamThatIsCancelledCountsWhileAThreadIsInItsMethodOrItsPublisher(String target) {
        InMemoryClient anna = anna();
        for (int i = 1; i <= MOST_STREAMING; i++) {
            anna.send(stream("7", target));
            int inside = i;
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> taps().pulled().get() == inside);
            anna.send(cancel("7"));
            assertThat(anna.next()).isEqualTo(end("7"));
        }

        anna.send(stream("7", target));
        assertThat(anna.next()).contains("A connection may have " + MOST_STREAMING + " calls at once");
        taps().gate().complete("go on");
        await().untilAsserted(() -> {
            anna.send(stream("7", "count", "0"));
            assertThat(anna.next()).isEqualTo(end("7"));
        });
    }
}
