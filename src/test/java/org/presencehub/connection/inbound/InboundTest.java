package org.presencehub.connection.inbound;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.DisconnectReason;
import org.presencehub.connection.DelegatingHandler;
import org.presencehub.connection.Delimiters;
import org.presencehub.connection.Race;
import org.presencehub.connection.RecordingHandler;
import org.presencehub.connection.memory.MemoryBudget;
import org.presencehub.connection.options.ReceiveLimits;

class InboundTest {
    private final RecordingHandler handler = new RecordingHandler();
    private final AtomicLong clock = new AtomicLong();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @Test
    void everySplitOfAStreamGivesTheSameMessages() {
        byte[] stream = bytes("a;;bb;ccc;unfinished");
        for (int first = 0; first <= stream.length; first++) {
            for (int second = first; second <= stream.length; second++) {
                RecordingHandler each = new RecordingHandler();
                Inbound inbound = inbound(100, 100, each);
                inbound.accept(Arrays.copyOfRange(stream, 0, first));
                inbound.accept(Arrays.copyOfRange(stream, first, second));
                inbound.accept(Arrays.copyOfRange(stream, second, stream.length));
                assertThat(each.events()).as("%s, %s", first, second).containsExactly("a;", ";", "bb;", "ccc;");
            }
        }
    }

    @Test
    void theFirstMessageIsAHandshakeAndNotLargerThanOne() {
        Inbound inbound = unopened(0, 1 << 20, handler);
        inbound.open(this);
        byte[] piece = bytes("x".repeat(8192));
        for (int sent = 0; sent < 4; sent++) {
            inbound.accept(piece);
        }
        assertThat(inbound.heldBytes()).isBetween(32_768L, 65_536L);

        inbound.accept(piece);

        assertThat(handler.events()).containsExactly("opened", "OVERSIZED 40960/32768");
        assertThat(inbound.heldBytes()).isZero();
    }

    @Test
    void whatAMessageHoldsBesideItsBytesIsHeldAsLongAsItWaits() {
        MemoryBudget memory = new MemoryBudget(Long.MAX_VALUE, Runnable::run);
        Inbound inbound = new Inbound(
                limits(0, 1 << 20),
                memory,
                Delimiters.SEMICOLON,
                new DelegatingHandler(handler) {
                    @Override
                    public void received(InboundMessage message) {
                        message.inTurn(() -> {}, 50_000);
                    }
                },
                clock::get,
                failures::add);
        inbound.open(this);

        inbound.accept(bytes("a;b;c;"));

        assertThat(memory.held()).isBetween(147_000L, 155_000L);
        assertThat(inbound.heldBytes()).as("without the one that has its turn").isBetween(100_000L, 103_000L);
        inbound.discard();
        assertThat(inbound.heldBytes()).isZero();
    }

    @Test
    void halfAMessageIsNotHeldBeyondTheEnd() {
        MemoryBudget memory = new MemoryBudget(Long.MAX_VALUE, Runnable::run);
        Inbound inbound =
                new Inbound(limits(0, 1 << 20), memory, Delimiters.SEMICOLON, handler, clock::get, failures::add);
        inbound.open(this);
        inbound.accept(bytes("a;" + "b".repeat(20_000)));
        assertThat(memory.held()).isGreaterThan(16_000);

        inbound.end(DisconnectReason.GOODBYE);

        assertThat(handler.events()).containsExactly("opened", "a;", "ended GOODBYE");
        assertThat(memory.held()).isZero();
        assertThat(inbound.heldBytes()).isZero();
    }

    @Test
    void whatComesBehindTheHandshakeMayBeLarger() {
        Inbound[] self = new Inbound[1];
        self[0] = new Inbound(
                limits(0, 1 << 20),
                new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                Delimiters.SEMICOLON,
                new DelegatingHandler(handler) {
                    @Override
                    public void received(InboundMessage message) {
                        self[0].continueWith(Delimiters.SEMICOLON, handler);
                        super.received(message);
                    }
                },
                clock::get,
                failures::add);
        self[0].open(this);

        self[0].accept(bytes("hi;" + "y".repeat(40_000) + ";"));

        assertThat(handler.events()).containsExactly("opened", "hi;", "y".repeat(40_000) + ";");
    }

    @Test
    void beforeTheFirstTransportNoMoreIsKeptThanAHandshakeHas() {
        Inbound inbound = unopened(0, 1 << 20, handler);
        inbound.accept(bytes("x".repeat(30_000)));
        inbound.accept(bytes("x".repeat(30_000)));

        assertThat(handler.events()).containsExactly("FLOODING 60000/1048576");
        assertThat(inbound.heldBytes()).isZero();
    }

    @Test
    void theLimitIncludesTheDelimiter() {
        Inbound inbound = inbound(4, 100, handler);

        inbound.accept(bytes("abc;"));
        inbound.accept(bytes("abcd;"));

        assertThat(handler.events()).containsExactly("abc;", "OVERSIZED 5/4");
    }

    @Test
    void aMessageIsRefusedAsSoonAsItIsTooLarge() {
        Inbound inbound = inbound(4, 100, handler);

        inbound.accept(bytes("abcd"));
        assertThat(handler.events()).isEmpty();
        inbound.accept(bytes("e"));
        inbound.accept(bytes(";more;"));

        assertThat(handler.events()).containsExactly("OVERSIZED 5/4");
    }

    @Test
    void messagesBeforeAnOversizedOneAreDelivered() {
        Inbound inbound = inbound(4, 100, handler);

        inbound.accept(bytes("a;b;toolarge;c;"));
        inbound.end(DisconnectReason.OVERSIZED);

        assertThat(handler.events()).containsExactly("a;", "b;", "OVERSIZED 9/4", "ended OVERSIZED");
    }

    @Test
    void zeroIsNoLimit() {
        Inbound inbound = inbound(0, 100, handler);
        String large = "x".repeat(5_000_000) + ";";

        inbound.accept(bytes(large));

        assertThat(handler.events()).containsExactly(large);
    }

    @Test
    void nothingIsDeliveredBeforeTheMessageInHandIsDone() {
        Inbound inbound = inbound(100, 100, handler.holding());

        inbound.accept(bytes("a;b;"));
        inbound.accept(bytes("c;"));
        assertThat(handler.events()).containsExactly("a;");
        handler.finish();
        assertThat(handler.events()).containsExactly("a;", "b;");
        handler.finish();
        assertThat(handler.events()).containsExactly("a;", "b;", "c;");
    }

    @Test
    void theBacklogBehindTheNextMessageIsBounded() {
        Inbound inbound = inbound(100, 10, handler.holding());
        inbound.accept(bytes("in hand;"));
        inbound.accept(bytes("next;"));

        inbound.accept(bytes("0123456789"));
        assertThat(handler.events()).containsExactly("in hand;");
        inbound.accept(bytes("x"));
        inbound.accept(bytes("y"));

        assertThat(handler.events()).containsExactly("in hand;", "FLOODING 16/10");
        handler.finish();
        assertThat(handler.events()).hasSize(2);
    }

    @Test
    void manySmallMessagesAreBoundedAsWell() {
        Inbound inbound = inbound(100, 10, handler.holding());
        inbound.accept(bytes("in hand;"));

        for (int each = 0; each < 7; each++) {
            inbound.accept(bytes("a;"));
        }

        assertThat(handler.events()).containsExactly("in hand;", "FLOODING 14/10");
    }

    @Test
    void oneLargeMessageMayWaitUpToTheReceiveLimit() {
        Inbound inbound = inbound(100, 10, handler.holding());
        String large = "x".repeat(99) + ";";
        inbound.accept(bytes("in hand;"));

        large.chars().forEach(each -> inbound.accept(new byte[] {(byte) each}));
        inbound.accept(bytes("0123456789"));
        assertThat(handler.events()).containsExactly("in hand;");
        handler.finish();

        assertThat(handler.events()).containsExactly("in hand;", large);
    }

    @Test
    void oneTooLargeMessageMayNotWait() {
        Inbound inbound = inbound(100, 10, handler.holding());
        inbound.accept(bytes("in hand;"));

        inbound.accept(bytes("x".repeat(100)));
        assertThat(handler.events()).containsExactly("in hand;");
        inbound.accept(bytes("x"));

        assertThat(handler.events()).containsExactly("in hand;", "FLOODING 101/10");
    }

    @Test
    void theBoundIsForInputThatWaitsOnly() {
        Inbound inbound = inbound(100, 10, handler);

        inbound.accept(bytes("0123456789;".repeat(1000)));

        assertThat(handler.events()).hasSize(1000).containsOnly("0123456789;");
    }

    @Test
    void aHundredThousandMessagesInOneChunkDoNotOverflowTheStack() {
        Inbound inbound = inbound(100, 100, handler);

        inbound.accept(
                bytes(IntStream.range(0, 100_000).mapToObj(each -> each + ";").collect(joining())));
        inbound.end(DisconnectReason.GOODBYE);

        assertThat(handler.events()).hasSize(100_001).endsWith("99999;", "ended GOODBYE");
    }

    @Test
    void messagesThatOtherThreadsAreDoneWithComeOneAtATimeAndInOrder() {
        AtomicInteger inHand = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        handler.working(message -> {
            most.accumulateAndGet(inHand.incrementAndGet(), Math::max);
            threads.execute(() -> {
                inHand.decrementAndGet();
                message.done();
            });
        });
        Inbound inbound = inbound(100, 1 << 24, handler);

        for (int chunk = 0; chunk < 1000; chunk++) {
            int from = chunk * 100;
            inbound.accept(bytes(IntStream.range(from, from + 100)
                    .mapToObj(each -> each + ";")
                    .collect(joining())));
        }
        inbound.end(DisconnectReason.GOODBYE);

        await().until(() -> handler.events().size() > 100_000);
        threads.shutdown();
        assertThat(most).hasValue(1);
        assertThat(handler.events().subList(0, 100_000))
                .isEqualTo(
                        IntStream.range(0, 100_000).mapToObj(each -> each + ";").toList());
        assertThat(handler.events()).endsWith("ended GOODBYE");
    }

    @Test
    void anotherReceiverAndAnotherDelimiterGoOnInMidStream() {
        RecordingHandler second = new RecordingHandler();
        Inbound[] self = new Inbound[1];
        self[0] = new Inbound(
                limits(100, 5),
                new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                Delimiters.SEMICOLON,
                new DelegatingHandler(handler.holding()) {
                    @Override
                    public void received(InboundMessage message) {
                        self[0].continueWith(Delimiters.behind('|'), second);
                        super.received(message);
                    }
                },
                clock::get,
                failures::add);
        self[0].open(this);

        self[0].accept(bytes("hello;a;b|c|"));
        assertThat(second.events()).isEmpty();
        handler.finish();

        assertThat(handler.events()).containsExactly("opened", "hello;");
        assertThat(second.events()).containsExactly("a;b|", "c|");
    }

    @Test
    void aMessageThatAsksForNoTurnIsReceivedWhileAnotherHasItsOwn() {
        Inbound inbound = inbound(100, 100, handler.holding());

        inbound.accept(bytes("a;b;!now;c;"));
        inbound.accept(bytes("!and again;"));
        assertThat(handler.events()).containsExactly("a;", "!now;", "!and again;");
        handler.finish();
        handler.finish();

        assertThat(handler.events()).containsExactly("a;", "!now;", "!and again;", "b;", "c;");
    }

    @Test
    void aMessageThatAsksForNoTurnIsReceivedHoweverManyWaitForOne() {
        Inbound inbound = inbound(100, 1000, handler.holding());
        inbound.accept(bytes("in hand;" + "wait;".repeat(100)));

        inbound.accept(bytes("!now;"));

        assertThat(handler.events()).containsExactly("in hand;", "!now;");
    }

    @Test
    void whatIsReceivedWhileAllIsDiscardedHasNoTurn() {
        Inbound[] self = new Inbound[1];
        self[0] = new Inbound(
                limits(100, 100),
                new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                Delimiters.SEMICOLON,
                new DelegatingHandler(handler.holding()) {
                    @Override
                    public void received(InboundMessage message) {
                        if (message.bytes()[message.from()] == 'b') {
                            self[0].discard();
                        }
                        super.received(message);
                    }
                },
                clock::get,
                failures::add);
        self[0].open(this);

        self[0].accept(bytes("a;b;"));
        self[0].end(DisconnectReason.REFUSED_BY_HUB);
        handler.finish();

        assertThat(handler.events()).containsExactly("opened", "a;", "ended REFUSED_BY_HUB");
    }

    @Test
    void behindAThousandThatWaitWhatComesWaitsAsBytesAndItsBoundHoldsAsWell() {
        Inbound inbound = inbound(100_000, 10_000, handler.holding());
        inbound.accept(bytes("in hand;" + "x;".repeat(1000)));

        inbound.accept(bytes("!now;"));
        assertThat(handler.events()).containsExactly("in hand;");
        handler.finish();
        assertThat(handler.events()).containsExactly("in hand;", "x;", "!now;");
        inbound.accept(bytes("y".repeat(8_000)));
        inbound.accept(bytes("y".repeat(8_000)));

        assertThat(handler.events()).last().asString().startsWith("FLOODING ");
    }

    @Test
    void aSmallMessageThatWaitsDoesNotHoldOnToAllThatCameWithIt() {
        List<Integer> held = new ArrayList<>();
        Inbound inbound = new Inbound(
                limits(100_000, 1 << 20),
                new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                Delimiters.SEMICOLON,
                new DelegatingHandler(handler.holding()) {
                    @Override
                    public void received(InboundMessage message) {
                        held.add(message.bytes().length);
                        super.received(message);
                    }
                },
                clock::get,
                failures::add);
        inbound.open(this);
        inbound.continueWith(Delimiters.SEMICOLON, inbound.handler());
        inbound.accept(bytes("in hand;"));

        inbound.accept(bytes("x;!" + "p".repeat(50_000) + ";"));

        assertThat(held).containsExactly(8, 2, 50_004);
        handler.finish();
        handler.finish();

        inbound.accept(bytes("!" + "p".repeat(50_000) + ";small;"));

        assertThat(held).as("also the one that waits for none").endsWith(50_008, 6);
    }

    @Test
    void aTurnMayEndWithTheConnection() {
        Inbound inbound = inbound(100, 100, handler.working(InboundMessage::endWithConnection));
        inbound.accept(bytes("a;"));
        assertThat(handler.events()).containsExactly("a;");

        inbound.end(DisconnectReason.LOST);
        assertThat(handler.events()).containsExactly("a;", "ended LOST");
    }

    @Test
    void aTurnThatEndsWithTheConnectionEndsAtOnceIfThatHasEnded() {
        List<InboundMessage> late = new ArrayList<>();
        Inbound inbound = inbound(100, 100, handler.working(late::add));
        inbound.accept(bytes("a;"));
        inbound.end(DisconnectReason.LOST);

        late.get(0).endWithConnection();

        assertThat(handler.events()).containsExactly("a;", "ended LOST");
    }

    @Test
    void whoIsDoneTwiceTakesNobodysTurn() {
        List<InboundMessage> turns = new ArrayList<>();
        Inbound inbound = inbound(100, 100, handler.working(turns::add));
        inbound.accept(bytes("a;b;c;"));

        turns.get(0).done();
        turns.get(0).done();

        assertThat(handler.events()).containsExactly("a;", "b;");
    }

    @Test
    void aSourceThatIsReplacedLeavesWhatWaitsAndTakesItsUnfinishedMessageWithIt() {
        Inbound inbound = inbound(100, 100, handler.holding());
        inbound.accept(this, bytes("a;b;unfini"));

        inbound.restart("another");
        inbound.accept(this, bytes("late;"));
        inbound.accept("another", bytes("c;"));
        handler.finish();
        handler.finish();

        assertThat(handler.events()).containsExactly("a;", "b;", "c;");
    }

    @Test
    void theEndIsToldOnceAndAfterTheLastMessage() {
        Inbound inbound = inbound(100, 100, handler.holding());
        inbound.accept(bytes("a;b;rest"));

        inbound.end(DisconnectReason.GOODBYE);
        inbound.end(DisconnectReason.LOST);
        inbound.accept(bytes("late;"));
        handler.finish();
        assertThat(handler.events()).containsExactly("a;", "b;");
        handler.finish();
        inbound.end(DisconnectReason.LOST);

        assertThat(handler.events()).containsExactly("a;", "b;", "ended GOODBYE");
    }

    @Test
    void discardedInputIsNotDelivered() {
        Inbound inbound = inbound(100, 100, handler.holding());
        inbound.accept(bytes("a;b;c"));

        inbound.discard();
        inbound.accept(bytes("d;"));
        inbound.end(DisconnectReason.KICKED);
        assertThat(handler.events()).containsExactly("a;");
        handler.finish();

        assertThat(handler.events()).containsExactly("a;", "ended KICKED");
    }

    @Test
    void whoCanPauseWaitsForRoomBehindTheMessageInHand() {
        Inbound inbound = inbound(100, 10, handler.holding());
        List<String> told = new ArrayList<>();
        inbound.accept(bytes("a;12345;"));

        inbound.whenRoom(() -> told.add("room"));
        assertThat(told).isEmpty();
        handler.finish();

        assertThat(told).containsExactly("room");
    }

    @Test
    void thereIsRoomForTheRestOfAMessageHoweverLongItIs() {
        Inbound inbound = inbound(100, 10, handler);
        List<String> told = new ArrayList<>();
        inbound.accept(bytes("longer than half of what may wait"));

        inbound.whenRoom(() -> told.add("room"));

        assertThat(told).containsExactly("room");
    }

    @Test
    void whoWaitsForRoomIsToldOfTheEnd() {
        Inbound inbound = inbound(100, 10, handler.holding());
        List<String> told = new ArrayList<>();
        inbound.accept(bytes("a;123456;"));
        inbound.whenRoom(() -> told.add("room"));

        inbound.discard();
        inbound.end(DisconnectReason.KICKED);

        assertThat(told).containsExactly("room");
    }

    @Test
    void openingComesFirst() {
        Inbound inbound = unopened(100, 100, handler);
        inbound.accept(bytes("early;"));
        assertThat(handler.events()).isEmpty();

        inbound.open(this);
        inbound.accept(bytes("a;"));
        inbound.end(DisconnectReason.GOODBYE);
        inbound.open(this);

        assertThat(handler.events()).containsExactly("opened", "early;", "a;", "ended GOODBYE");
    }

    @Test
    void whatTheHandlerThrowsIsToldAndTheMessageCountsAsDone() {
        Inbound inbound = inbound(100, 100, handler.working(message -> {
            throw new IllegalStateException("broken");
        }));

        inbound.accept(bytes("a;"));
        inbound.accept(bytes("b;"));
        inbound.end(DisconnectReason.ABORTED);

        assertThat(failures).hasSize(2);
        assertThat(handler.events()).containsExactly("a;", "b;", "ended ABORTED");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLargeMessageInSmallPiecesTakesLinearTime(boolean behindAnother) {
        int size = 20 * 1024 * 1024;
        AtomicLong looked = new AtomicLong();
        Delimiter counting = (bytes, from, searched, to) -> {
            assertThat(looked.addAndGet(to - searched)).isLessThan(size + 1000L);
            return Delimiters.SEMICOLON.end(bytes, from, searched, to);
        };
        AtomicInteger delivered = new AtomicInteger();
        Inbound inbound = new Inbound(
                limits(0, 100),
                new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                counting,
                new Counting(delivered),
                clock::get,
                failures::add);
        inbound.open(this);
        inbound.continueWith(counting, inbound.handler());
        byte[] piece = bytes("x".repeat(16 * 1024));
        if (behindAnother) {
            inbound.accept(bytes("in hand;"));
        }

        long before = allocated();
        for (int sent = 0; sent < size; sent += piece.length) {
            inbound.accept(piece);
        }
        inbound.accept(bytes(";"));

        assertThat(looked.get()).isGreaterThan(size);
        assertThat(allocated() - before).isLessThan(4L * size); // and so copied
        assertThat(delivered).hasValue(behindAnother ? 8 : size + 1);
    }

    /** Is never done, and counts the bytes that came. */
    private static class Counting extends DelegatingHandler {
        private final AtomicInteger delivered;

        Counting(AtomicInteger delivered) {
            super(new RecordingHandler());
            this.delivered = delivered;
        }

        @Override
        public void received(InboundMessage message) {
            message.inTurn(() -> delivered.addAndGet(message.to() - message.from()));
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @Test
    void whatWasHandedOutIsNeverOverwritten() {
        List<String> expected = new ArrayList<>();
        List<Supplier<String>> kept = new ArrayList<>();
        Inbound inbound = new Inbound(
                limits(1000, 1 << 20),
                new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                Delimiters.SEMICOLON,
                new Counting(new AtomicInteger()) {
                    @Override
                    public void received(InboundMessage message) {
                        kept.add(() -> new String(
                                message.bytes(),
                                message.from(),
                                message.to() - message.from(),
                                StandardCharsets.ISO_8859_1));
                        expected.add(kept.get(kept.size() - 1).get());
                    }
                },
                clock::get,
                failures::add);
        inbound.open(this);
        byte[] stream =
                bytes(IntStream.range(0, 20_000).mapToObj(each -> each + ";").collect(joining()));
        Random random = new Random(1);

        for (int at = 0; at < stream.length; ) {
            int to = Math.min(stream.length, at + random.nextInt(200));
            inbound.accept(Arrays.copyOfRange(stream, at, to));
            at = to;
        }

        assertThat(expected).hasSize(20_000).endsWith("19999;");
        assertThat(kept.stream().map(Supplier::get)).containsExactlyElementsOf(expected);
    }

    @Test
    void anIdleConnectionHoldsOnToNothing() {
        Inbound inbound = inbound(0, 100, new RecordingHandler());
        WeakReference<byte[]> chunk = acceptOne(inbound);

        await().atMost(Duration.ofSeconds(10)).until(() -> {
            System.gc();
            return chunk.get() == null;
        });
        inbound.accept(bytes("still there;"));
    }

    private static WeakReference<byte[]> acceptOne(Inbound inbound) {
        byte[] chunk = bytes("x".repeat(1000) + ";");
        inbound.accept(chunk);
        return new WeakReference<>(chunk);
    }

    @Test
    void noWakeUpIsLostBetweenBytesAndDone() {
        long deadline = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        try (Race race = new Race()) {
            for (int round = 0; round < 5_000 && System.nanoTime() < deadline; round++) {
                List<InboundMessage> turns = new CopyOnWriteArrayList<>();
                RecordingHandler each = new RecordingHandler().working(turns::add);
                Inbound inbound = inbound(100, 100, each);
                inbound.accept(bytes("a;"));
                each.working(InboundMessage::done);
                race.between(
                        turns.get(0)::done,
                        () -> inbound.accept(bytes("b;")),
                        () -> inbound.end(DisconnectReason.LOST));
                assertThat(each.events()).as("round %s", round).startsWith("a;").endsWith("ended LOST");
            }
        }
    }

    /** An opened one whose first message is behind it, and of which the handler recorded nothing yet. */
    private Inbound inbound(long maxMessageSize, int maxBacklog, RecordingHandler told) {
        Inbound inbound = unopened(maxMessageSize, maxBacklog, told);
        inbound.open(this);
        inbound.continueWith(Delimiters.SEMICOLON, told);
        told.forget();
        return inbound;
    }

    private Inbound unopened(long maxMessageSize, int maxBacklog, RecordingHandler told) {
        return new Inbound(
                limits(maxMessageSize, maxBacklog),
                new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                Delimiters.SEMICOLON,
                told,
                clock::get,
                failures::add);
    }

    private static ReceiveLimits limits(long maxMessageSize, int maxBacklog) {
        return ReceiveLimits.DEFAULTS.withMaxMessageSize(maxMessageSize).withMaxBacklog(maxBacklog);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
