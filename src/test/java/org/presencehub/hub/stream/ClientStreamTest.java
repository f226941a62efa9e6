package org.presencehub.hub.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.DisconnectReason;
import org.presencehub.Hub;
import org.presencehub.OnDisconnected;
import org.presencehub.connection.options.ReceiveLimits;
import org.presencehub.hub.HubBindingTest;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.RecordedLog;
import org.presencehub.testing.Records;

/** Hub methods that read what clients stream to them. */
@EnableWeld
class ClientStreamTest {
    @WeldSetup
    WeldInitiator weld = HubContainer.with(Sink.class, Drain.class).build();

    /** What the hub read last. */
    @ApplicationScoped
    static class Drain {
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        private final CountDownLatch gate = new CountDownLatch(1);

        List<String> heard() {
            return heard;
        }

        CompletableFuture<Flow.Subscription> subscription() {
            return subscription;
        }

        CountDownLatch gate() {
            return gate;
        }
    }

    private record Listening<T>(Drain drain, long demand, CompletableFuture<String> end) implements Flow.Subscriber<T> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            drain.subscription().complete(subscription);
            if (demand > 0) {
                subscription.request(demand);
            }
        }

        @Override
        public void onNext(T item) {
            if (Integer.valueOf(-1).equals(item)) {
                throw new IllegalStateException("secret");
            }
            if (Integer.valueOf(-2).equals(item)) {
                throw new AssertionError("secret");
            }
            drain.heard().add(String.valueOf(item));
        }

        @Override
        public void onError(Throwable cause) {
            drain.heard().add(cause.getClass().getSimpleName() + ": " + cause.getMessage());
            end.complete("failed");
        }

        @Override
        public void onComplete() {
            end.complete(String.join(",", drain.heard()));
        }
    }

    @Hub("/sink")
    static class Sink {
        @Inject
        Drain drain;

        private <T> CompletableFuture<String> listen(Flow.Publisher<T> items, long demand) {
            CompletableFuture<String> end = new CompletableFuture<>();
            items.subscribe(new Listening<>(drain, demand, end));
            return end;
        }

        public CompletionStage<String> join(String before, Flow.Publisher<Integer> items, String behind) {
            return listen(items, Long.MAX_VALUE).thenApply(all -> before + all + behind);
        }

        public CompletionStage<String> joinDoomed(Flow.Publisher<HubBindingTest.Doomed> items) {
            return listen(items, Long.MAX_VALUE);
        }

        public String joinBlocking(Flow.Publisher<Integer> items) {
            return listen(items, Long.MAX_VALUE).join();
        }

        public CompletionStage<String> two(Flow.Publisher<Integer> first, Flow.Publisher<String> second) {
            return listen(first, Long.MAX_VALUE).thenCompose(any -> listen(second, Long.MAX_VALUE));
        }

        public CompletionStage<String> slowly(Flow.Publisher<Integer> items) {
            return listen(items, 0);
        }

        public Flow.Publisher<Integer> echo(Flow.Publisher<Integer> items) {
            return items;
        }

        public void ignore(Flow.Publisher<Integer> items) throws InterruptedException {
            drain.gate().await(10, TimeUnit.SECONDS);
        }

        public void block() throws InterruptedException {
            drain.gate().await(10, TimeUnit.SECONDS);
        }

        public boolean leave(Flow.Publisher<Integer> items) {
            return listen(items, Long.MAX_VALUE).isDone();
        }

        public CompletionStage<String> twice(Flow.Publisher<Integer> items) {
            CompletableFuture<String> first = listen(items, 1);
            return listen(items, 1).thenCombine(first, (second, any) -> second);
        }

        public String plain() {
            return "plain";
        }

        @OnDisconnected
        public void left() {
            drain.heard().add("left");
        }
    }

    private InMemoryClient anna() {
        return InMemoryClient.of("anna", weld, "/sink");
    }

    private List<String> heard() {
        return weld.select(Drain.class).get().heard();
    }

    private Flow.Subscription subscription() {
        return weld.select(Drain.class)
                .get()
                .subscription()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private static String call(String target, String streamIds, String... arguments) {
        return Records.call("1", target, arguments).replace("}", ",\"streamIds\":[" + streamIds + "]}");
    }

    private static String item(String id, Object item) {
        return "{\"type\":2,\"invocationId\":\"" + id + "\",\"item\":" + item + "}";
    }

    private static String end(String id) {
        return "{\"type\":3,\"invocationId\":\"" + id + "\"}";
    }

    private static String result(String json) {
        return "{\"type\":3,\"invocationId\":\"1\",\"result\":" + json + "}";
    }

    @Test
    void itemsReachTheMethodAndStreamsAreNoArguments() {
        InMemoryClient anna = anna();
        anna.send(call("join", "\"9\"", "\"<\"", "\">\""), item("9", 1), item("9", 2));
        anna.send(item("9", 3), Records.call("2", "plain"));
        assertThat(anna.next()).as("what keeps the order").contains("plain");
        anna.send(end("9"));

        assertThat(anna.next()).isEqualTo(result("\"<1,2,3>\""));
    }

    @Test
    void methodMayWaitForItems() {
        InMemoryClient anna = anna();
        anna.send(call("joinBlocking", "\"9\""));
        for (int i = 0; i < 100; i++) {
            anna.send(item("9", i));
        }
        anna.send(end("9"));

        assertThat(anna.next())
                .startsWith("{\"type\":3,\"invocationId\":\"1\",\"result\":\"0,1,2,")
                .contains(",99\"");
    }

    @Test
    void streamsBindInTheOrderOfTheParameters() {
        InMemoryClient anna = anna();
        anna.send(call("two", "\"8\",\"9\""), item("9", "\"b\""), item("8", 1), end("9"), end("8"));

        assertThat(anna.next()).isEqualTo(result("\"1,b\""));
    }

    @Test
    void streamInAndStreamOut() {
        InMemoryClient anna = anna();
        anna.send(call("echo", "\"9\"").replace("\"type\":1", "\"type\":4"));
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            anna.send(item("9", i));
            sent.add(item("1", i));
        }
        anna.send(end("9"));
        sent.add(end("1"));

        for (String record : sent) {
            assertThat(anna.next()).isEqualTo(record);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"8\",\"9\""})
    void countOfStreamsHasToFit(String ids) {
        InMemoryClient anna = anna();
        anna.send(call("joinBlocking", ids));

        assertThat(anna.next())
                .isEqualTo(Records.failed(
                        "1",
                        "An unexpected error occurred invoking 'joinBlocking' on the server. HubException: Client sent "
                                + (ids.isEmpty() ? 0 : 2) + " stream(s), Hub method expects 1."));
    }

    @Test
    void streamIdThatIsOpenCannotBeOpenedAgain() {
        InMemoryClient anna = anna();
        anna.send(call("slowly", "\"9\""), call("slowly", "\"9\""), call("two", "\"8\",\"8\""));

        assertThat(anna.next()).contains("Stream ID '9' is already in use.");
        assertThat(anna.next()).contains("Stream ID '8' is already in use.");
    }

    @Test
    void callThatIsRefusedForAnOpenStreamLeavesThatOneAndNoneOfItsOwn() {
        InMemoryClient anna = anna();
        anna.send(call("joinBlocking", "\"9\""), call("two", "\"8\",\"9\""), item("9", 1));
        assertThat(anna.next()).contains("Stream ID '9' is already in use.");
        anna.send(end("9"));
        assertThat(anna.next()).isEqualTo(result("\"1\""));

        anna.send(item("8", 5), call("join", "\"8\"", "\"<\"", "\">\""), item("8", 2), end("8"));
        assertThat(anna.next()).isEqualTo(result("\"<1,2>\"")); // the drain is one for all
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "null"})
    void itemThatDoesNotFitEndsItsStreamInTheMethod(String unfit) {
        InMemoryClient anna = anna();
        try (RecordedLog log = RecordedLog.ofEverything("org.presencehub.hub")) {
            anna.send(call("joinBlocking", "\"9\""), item("9", 1), item("9", unfit), item("9", 2), end("9"));

            assertThat(anna.next()).isEqualTo(result("\"failed\""));
            assertThat(log.lines())
                    .containsExactly(
                            "Connection " + anna.id() + " of /sink: what it streams to 'joinBlocking' is refused."
                                    + " Item 2 of stream 1, " + (unfit.equals("null") ? unfit : "a string")
                                    + ", does not fit java.lang.Integer.");
        }
        assertThat(heard()).containsExactly("1", "HubException: Failed to bind Stream message.");
    }

    @Test
    void errorOfTheClientEndsItsStreamInTheMethod() {
        InMemoryClient anna = anna();
        anna.send(call("joinBlocking", "\"9\""), item("9", 1), Records.failed("9", "bad"));

        assertThat(anna.next()).isEqualTo(result("\"failed\""));
        assertThat(heard()).containsExactly("1", "HubException: bad");
    }

    @Test
    void unknownStreamsAreIgnored() {
        InMemoryClient anna = anna();
        anna.send(item("77", 1), end("77"), Records.failed("77", "bad"));

        assertThat(anna.result("plain")).isEqualTo("\"plain\"");
    }

    @Test
    void fullBufferPausesReadingUntilItemsAreTaken() {
        InMemoryClient anna = anna();
        anna.send(call("slowly", "\"9\""));
        Flow.Subscription subscription = subscription();
        for (int i = 0; i < 11; i++) {
            anna.send(item("9", i));
        }
        anna.send(Records.call("2", "plain"));
        anna.assertNothingCame();
        await().during(Duration.ofMillis(100)).untilAsserted(anna::assertNothingCame);

        subscription.request(1);

        assertThat(anna.next()).contains("plain");
        assertThat(heard()).containsExactly("0");
        anna.send(end("9"));
        subscription.request(100);
        assertThat(anna.next()).isEqualTo(result("\"0,1,2,3,4,5,6,7,8,9,10\""));
    }

    @Test
    void streamsOfAConnectionShareOneBoundOfBytes() {
        InMemoryClient anna = anna();
        String large = "\"" + "x".repeat(30_000) + "\"";
        anna.send(call("slowly", "\"a\""));
        Flow.Subscription first = subscription();
        for (String id : List.of("b", "c", "d", "a")) {
            anna.send(call("slowly", "\"" + id + "\"").replace("\"1\"", "\"" + id + "\""));
            for (int i = 0; i < 9; i++) { // ten may wait
                anna.send(item(id, large));
            }
        }
        anna.next(); // "a" was open
        anna.send(Records.call("2", "plain"));
        await().during(Duration.ofMillis(100)).untilAsserted(anna::assertNothingCame);

        first.cancel();

        assertThat(anna.next()).contains("plain");
    }

    @Test
    void uploadThatOutrunsItsMethodByTooMuchEndsItsConnectionAlone() {
        InMemoryClient anna = anna();
        InMemoryClient ben = InMemoryClient.of("ben", weld, "/sink");
        anna.send(call("slowly", "\"9\""));
        subscription();
        String[] thousand = Collections.nCopies(1000, item("9", 1)).toArray(String[]::new);
        for (int sent = 0; sent <= ReceiveLimits.DEFAULTS.maxBacklog(); sent += Records.bytes(thousand).length) {
            assertThat(anna.connection().isOpen()).isTrue();
            anna.send(thousand);
        }

        assertThat(anna.closed()).isEqualTo(DisconnectReason.FLOODING);
        await().until(() -> heard().size() == 2);
        assertThat(heard())
                .containsExactlyInAnyOrder(
                        "left", "ClientDisconnectedException: Connection '" + anna.id() + "' disconnected.");
        assertThat(ben.result("plain")).isEqualTo("\"plain\"");
    }

    @Test
    void cancelledSubscriptionPausesNobody() {
        InMemoryClient anna = anna();
        anna.send(call("slowly", "\"9\""));
        Flow.Subscription subscription = subscription();
        for (int i = 0; i < 30; i++) {
            anna.send(item("9", i));
        }
        subscription.cancel();

        assertThat(anna.result("plain")).isEqualTo("\"plain\"");
        assertThat(heard()).isEmpty();
    }

    @Test
    void streamThatNobodyReadPausesNobodyAfterTheMethodHasEnded() {
        InMemoryClient anna = anna();
        anna.send(call("ignore", "\"9\""));
        for (int i = 0; i < 30; i++) {
            anna.send(item("9", i));
        }
        anna.send(Records.call("2", "plain"));
        anna.assertNothingCame();

        weld.select(Drain.class).get().gate().countDown();

        assertThat(anna.next()).isEqualTo(Records.done("1"));
        assertThat(anna.next()).contains("plain");
    }

    @Test
    void subscriberThatIsLeftBehindHearsThatItsMethodIsOver() {
        InMemoryClient anna = anna();
        anna.send(call("leave", "\"9\""));
        assertThat(anna.next()).isEqualTo(result("false"));

        await().until(() -> heard().size() == 1);
        anna.send(item("9", 1), end("9"));
        assertThat(anna.result("plain")).isEqualTo("\"plain\"");
        assertThat(heard()).containsExactly("CancellationException: The hub method that read the stream is over.");
    }

    @Test
    void secondSubscriberIsRefused() {
        InMemoryClient anna = anna();
        anna.send(call("twice", "\"9\""), end("9"));

        assertThat(anna.next()).isEqualTo(result("\"failed\""));
        assertThat(heard()).containsExactly("IllegalStateException: A stream that a client sends has one subscriber.");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, -2})
    void subscriberThatThrowsHarmsNobody(int fault) {
        InMemoryClient anna = anna();
        anna.send(call("slowly", "\"9\""));
        subscription().request(100);
        for (int i = 0; i < 30; i++) {
            anna.send(item("9", fault));
        }
        anna.send(item("9", 1));

        assertThat(anna.result("plain")).isEqualTo("\"plain\"");
        await().during(Duration.ofMillis(100)).until(() -> heard().isEmpty());
    }

    @Test
    void itemWhoseClassIsBrokenEndsItsStreamInTheMethod() {
        InMemoryClient anna = anna();
        anna.send(call("joinDoomed", "\"9\""), item("9", "{}"));

        assertThat(anna.next()).isEqualTo(result("\"failed\""));
        assertThat(heard()).containsExactly("HubException: Failed to bind Stream message.");
    }

    @Test
    void subscriberThatAsksForNothingIsToldSo() {
        InMemoryClient anna = anna();
        anna.send(call("slowly", "\"9\""));
        subscription().request(0);

        assertThat(anna.next()).isEqualTo(result("\"failed\""));
        assertThat(heard())
                .containsExactly("IllegalArgumentException: Only a positive number of items can be asked for.");
    }

    @Test
    void subscriberMayAskForMoreThanANumberHolds() {
        InMemoryClient anna = anna();
        anna.send(call("slowly", "\"9\""));
        subscription().request(Long.MAX_VALUE);
        subscription().request(Long.MAX_VALUE);

        anna.send(item("9", 1), end("9"));
        assertThat(anna.next()).isEqualTo(result("\"1\""));
    }

    @Test
    void idOfAStreamThatHasEndedMayBeUsedWhileItsMethodRuns() {
        InMemoryClient anna = anna();
        anna.send(call("slowly", "\"9\""));
        Flow.Subscription first = subscription();
        anna.send(end("9"), call("join", "\"9\"", "\"<\"", "\">\""));
        first.request(1);
        assertThat(anna.next()).isEqualTo(result("\"\""));

        anna.send(item("9", 1), end("9"));
        assertThat(anna.next()).isEqualTo(result("\"<1>\""));
    }

    @Test
    void whoseCallBeginsBehindTheEndOfTheConnectionHearsOfIt() {
        InMemoryClient anna = anna();
        anna.send(Records.call("6", "block"), call("slowly", "\"9\""));
        anna.leave();
        weld.select(Drain.class).get().gate().countDown();

        await().until(() -> heard().size() == 2);
        assertThat(heard()).contains("ClientDisconnectedException: Connection '" + anna.id() + "' disconnected.");
    }

    @Test
    void endOfTheConnectionIsHeardByWhoReads() {
        InMemoryClient anna = anna();
        anna.send(call("slowly", "\"9\""));
        subscription();
        for (int i = 0; i < 11; i++) {
            anna.send(item("9", i));
        }

        anna.vanish();

        await().until(() -> heard().size() == 2);
        assertThat(heard())
                .containsExactlyInAnyOrder(
                        "left", "ClientDisconnectedException: Connection '" + anna.id() + "' disconnected.");
    }
}
