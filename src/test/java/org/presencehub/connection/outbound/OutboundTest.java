package org.presencehub.connection.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.Race;
import org.presencehub.connection.memory.MemoryBudget;
import org.presencehub.connection.options.SendLimits;
import org.presencehub.testing.FakeNetwork;
import org.presencehub.testing.FakeNetwork.Frame;
import org.presencehub.testing.FakeNetwork.Mood;
import org.presencehub.testing.HandCrankedExecutor;
import org.presencehub.testing.InMemoryTransport;

class OutboundTest {
    private final AtomicLong clock = new AtomicLong();
    private final FakeNetwork network = new FakeNetwork();
    private final Heard heard = new Heard();

    private static final class Heard implements Outbound.Listener {
        private final List<String> events = new CopyOnWriteArrayList<>();

        @Override
        public void broken(Transport carrier, Throwable cause) {
            events.add("broken");
        }

        @Override
        public void sent(int bytes) {}

        @Override
        public void finished() {
            events.add("finished");
        }
    }

    @Test
    void oneWriteIsUnderWayAtATime() {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Outbound outbound = attached(Integer.MAX_VALUE, new Carrier() {
            @Override
            public void write(Batch batch, WriteOutcome outcome) {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                network.send(Frame.of(batch), cause -> {
                    underWay.decrementAndGet();
                    outcome.written();
                });
            }
        });
        network.turn(Mood.ELSEWHERE);

        try (Race race = new Race()) {
            Runnable adding = () -> {
                for (int each = 0; each < 5_000; each++) {
                    outbound.send(text("m;"));
                    outbound.send(Batch.of(new byte[0], true));
                }
            };
            race.between(adding, adding, adding);
        }

        assertThat(most).hasValue(1);
    }

    @Test
    void whatHasToBeDoneBeforeIsDoneBeforeAnythingIsSent() {
        Outbound outbound = attached(100);
        StringBuilder before = new StringBuilder();

        outbound.send(text("answer;"), () -> {
            outbound.send(text("behind;"));
            outbound.proceed();
            before.append(network.content());
        });

        assertThat(before).isEmpty();
        assertThat(network.content()).isEqualTo("answer;behind;");
    }

    /** Whoever sends to many would hold up those who wait for the thread. */
    @Test
    void whatIsLeftToTheFanOutIsWrittenByItInOneFrameAndBeforeWhatIsSentLater() {
        HandCrankedExecutor executor = new HandCrankedExecutor();
        FanOut fanOut = new FanOut(executor);
        Outbound outbound = attached(100);

        assertThat(outbound.send(text("a;"), fanOut)).isTrue();
        fanOut.start();
        assertThat(outbound.send(text("b;"), fanOut)).isTrue();
        fanOut.start();
        assertThat(network.received()).isEmpty();
        executor.run();
        assertThat(network.received()).containsExactly(Frame.text("a;b;"));

        outbound.send(text("c;"), fanOut);
        fanOut.start();
        outbound.send(text("d;"));
        assertThat(network.received()).containsExactly(Frame.text("a;b;"), Frame.text("c;d;"));
        executor.run();
        outbound.send(text("e;"), fanOut);
        fanOut.start();
        executor.run();

        assertThat(network.content()).isEqualTo("a;b;c;d;e;");
    }

    @Test
    void whoHasEndedTakesNothingFromTheFanOut() {
        Outbound outbound = attached(100);
        outbound.close();

        assertThat(outbound.send(text("a"), new FanOut(Runnable::run))).isFalse();
    }

    @Test
    void whoIsBehindIsSentEverythingAndCatchesUp() {
        Outbound outbound = attached(100);
        network.turn(Mood.STALLED);
        List<Boolean> behind = new ArrayList<>();
        for (int each = 0; each < 50; each++) {
            assertThat(outbound.send(text("0123456"))).isTrue();
            behind.add(outbound.isBehind());
        }

        assertThat(behind.subList(0, 14)).as("up to 98 bytes").containsOnly(false);
        assertThat(behind.subList(14, 50)).containsOnly(true);

        network.turn(Mood.PROMPT);
        assertThat(network.content()).isEqualTo("0123456".repeat(50));
        assertThat(outbound.isBehind()).isFalse();
        assertThat(heard.events).isEmpty();
    }

    @Test
    void nobodyIsBehindForOneBatchHoweverLarge() {
        Outbound outbound = attached(100_000);
        network.turn(Mood.STALLED);
        outbound.send(text("x".repeat(200_000)));
        outbound.send(text("y".repeat(30_000)));
        assertThat(outbound.isBehind()).isFalse();

        outbound.send(text("z".repeat(40_000)));

        assertThat(outbound.isBehind()).isTrue();
    }

    /** More than that some clients refuse, whatever it holds: Go's by default. */
    @Test
    void whatIsJoinedStaysBelow32KibibytesAndOneLargeMessageStaysWhole() {
        Outbound outbound = attached(Integer.MAX_VALUE);
        network.turn(Mood.STALLED);
        for (int each = 0; each < 200; each++) {
            outbound.send(text("x".repeat(1_000)));
        }
        outbound.send(text("y".repeat(100_000)));
        network.turn(Mood.PROMPT);

        assertThat(network.received())
                .extracting(frame -> frame.content().length())
                .allMatch(length -> length < 32 * 1024 || length == 100_000)
                .contains(32_000, 100_000);
    }

    @Test
    void whoIsClosedIsNotBehind() {
        Outbound outbound = attached(10);
        network.turn(Mood.STALLED);
        outbound.send(text("0123456789"));
        outbound.send(text("x"));
        assertThat(outbound.isBehind()).isTrue();

        outbound.close();

        assertThat(outbound.isBehind()).isFalse();
        assertThat(outbound.send(text("y"))).isFalse();
    }

    /** Ten seconds are for what fits into a buffer; a list of megabytes to a telephone takes longer. */
    @Test
    void aLargeWriteMayTakeLongerInProportion() {
        Outbound outbound = attached(100);
        network.turn(Mood.STALLED);
        outbound.send(text("x".repeat(1_000_000)));

        assertThat(outbound.isStalled(TimeUnit.SECONDS.toNanos(40))).isFalse();
        assertThat(outbound.isStalled(TimeUnit.SECONDS.toNanos(40) + 1)).isTrue();
    }

    @Test
    void aSmallWriteMayTakeAsLongAsTheTimeout() {
        Outbound outbound = attached(100);
        network.turn(Mood.STALLED);
        outbound.send(text("x"));

        assertThat(outbound.isStalled(TimeUnit.SECONDS.toNanos(10))).isFalse();
        assertThat(outbound.isStalled(TimeUnit.SECONDS.toNanos(10) + 1)).isTrue();
    }

    @Test
    void sizesDoNotWrapAround() {
        Outbound outbound = attached(Integer.MAX_VALUE);
        network.turn(Mood.STALLED);
        Batch large = Batch.of(new byte[1 << 26], true);

        for (int each = 0; each < 33; each++) {
            outbound.send(large); // shared, so that this is 64 MiB and not 2 GiB
        }

        assertThat(outbound.isBehind()).isTrue();
        assertThat(outbound.queuedBytes()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aFrameStaysBelow32KiBUnlessOneBatchIsLarger() {
        Outbound outbound = attached(Integer.MAX_VALUE);
        network.turn(Mood.STALLED);
        Stream.of(1, 20_000, 12_767, 1, 40_000, 1, 1).forEach(size -> outbound.send(text("x".repeat(size))));

        network.turn(Mood.PROMPT);

        assertThat(network.received().stream().map(each -> each.content().length()))
                .containsExactly(1, 32_767, 1, 40_000, 2);
    }

    @Test
    void aWriteLastsUntilItsOutcomeIsTold() {
        Outbound outbound = attached(100);
        network.turn(Mood.STALLED);
        clock.set(-5);
        assertThat(outbound.stalledFor(1000)).isZero();
        outbound.send(text("a"));
        clock.set(100);
        outbound.send(text("b"));

        assertThat(outbound.stalledFor(1000)).isEqualTo(1005);
        network.turn(Mood.PROMPT);
        assertThat(outbound.stalledFor(1000)).isZero();
    }

    @Test
    void anEmptyBatchCountsAsAWrite() {
        Outbound outbound = attached(100);
        network.turn(Mood.STALLED);
        outbound.send(Batch.of(new byte[0], true));
        outbound.send(text("a"));

        assertThat(outbound.stalledFor(7)).isEqualTo(7);
        network.turn(Mood.PROMPT);
        assertThat(network.received()).containsExactly(Frame.binary(new byte[0], true), Frame.text("a"));
    }

    @Test
    void nothingIsTakenBeforeThereIsATransport() {
        Outbound outbound = new Outbound(
                SendLimits.DEFAULTS.withMaxBacklog(100),
                new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                clock::get,
                heard);
        outbound.send(text("early"));
        assertThat(outbound.queuedBytes()).isZero();

        outbound.attach(new InMemoryTransport(network));
        outbound.send(text("a"));

        assertThat(network.content()).isEqualTo("a");
    }

    @Test
    void finishingWithoutATransportIsDoneAtOnce() {
        Outbound outbound = new Outbound(
                SendLimits.DEFAULTS.withMaxBacklog(100),
                new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                clock::get,
                heard);

        outbound.finish(text("bye"));
        outbound.finish(text("bye"));

        assertThat(heard.events).containsExactly("finished");
    }

    @Test
    void finishedIsToldOnceAndAfterTheLastOutcome() {
        Outbound outbound = attached(100);
        network.turn(Mood.STALLED);
        outbound.send(text("a;"));

        outbound.finish(text("bye;"));
        outbound.finish(text("again;"));
        outbound.send(text("b;"));
        assertThat(heard.events).isEmpty();
        network.turn(Mood.PROMPT);

        assertThat(network.content()).isEqualTo("a;bye;");
        assertThat(heard.events).containsExactly("finished");
    }

    @Test
    void lastWordsLeaveBehindTheRestHoweverMuchThatIs() {
        Outbound outbound = attached(10);
        network.turn(Mood.STALLED);
        outbound.send(text("12345678"));

        outbound.finish(text("bye"));
        assertThat(outbound.queuedBytes()).isEqualTo(11);
        network.turn(Mood.PROMPT);

        assertThat(network.content()).isEqualTo("12345678bye");
        assertThat(heard.events).containsExactly("finished");
    }

    @Test
    void closingForgetsWhatWaits() {
        Outbound outbound = attached(100);
        network.turn(Mood.STALLED);
        outbound.send(text("a"));
        outbound.send(text("b"));

        outbound.close();
        assertThat(outbound.queuedBytes()).isZero();
        network.turn(Mood.PROMPT);

        assertThat(network.content()).isEqualTo("a");
        assertThat(outbound.queuedBytes()).isZero();
        assertThat(heard.events).isEmpty();
    }

    @Test
    void aFailureIsTheLastThing() {
        Outbound outbound = attached(100);
        network.turn(Mood.STALLED);
        outbound.send(text("a"));
        outbound.send(text("b"));

        network.turn(Mood.BROKEN);
        network.turn(Mood.PROMPT);
        outbound.send(text("c"));
        outbound.finish(text("bye"));

        assertThat(heard.events).containsExactly("broken");
        assertThat(network.received()).isEmpty();
        assertThat(outbound.queuedBytes()).isZero();
    }

    @Test
    void anOutcomeToldAgainChangesNothing() {
        CopyOnWriteArrayList<Transport.WriteOutcome> outcomes = new CopyOnWriteArrayList<>();
        Outbound outbound = attached(100, new Carrier() {
            @Override
            public void write(Batch batch, WriteOutcome outcome) {
                outcomes.add(outcome);
            }
        });
        outbound.send(text("a"));
        outbound.send(text("bcd"));

        outcomes.get(0).written();
        outcomes.get(0).written();
        outcomes.get(0).failed(new IllegalStateException());

        assertThat(outcomes).hasSize(2);
        assertThat(outbound.queuedBytes()).isEqualTo(3);
        assertThat(heard.events).isEmpty();
    }

    @Test
    void noWakeUpIsLost() {
        long deadline = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        try (Race race = new Race()) {
            for (int round = 0; round < 2_000 && System.nanoTime() < deadline; round++) {
                Heard told = new Heard();
                FakeNetwork fresh = new FakeNetwork();
                fresh.turn(ThreadLocalRandom.current().nextBoolean() ? Mood.ELSEWHERE : Mood.PROMPT);
                Outbound outbound = new Outbound(
                        SendLimits.DEFAULTS.withMaxBacklog(1000),
                        new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                        clock::get,
                        told);
                outbound.attach(new InMemoryTransport(fresh));
                Runnable adding = () -> {
                    for (int each = 0; each < 20; each++) {
                        outbound.send(text("m"));
                    }
                };
                race.between(adding, adding);
                FakeNetwork.settle(); // outcomes lead to writes, whose outcomes come in turn
                while (outbound.queuedBytes() > 0 && System.nanoTime() < deadline + 5_000_000_000L) {
                    FakeNetwork.settle();
                }
                assertThat(fresh.content()).as("round %s", round).hasSize(40);
                race.between(() -> outbound.send(text("x")), () -> outbound.finish(text("bye")));
                while (told.events.isEmpty() && System.nanoTime() < deadline + 5_000_000_000L) {
                    FakeNetwork.settle();
                }
                assertThat(told.events).as("round %s", round).containsExactly("finished");
                assertThat(fresh.content()).endsWith("bye");
            }
        }
    }

    /** Its transport may be lost while the answer to its handshake is on its way, before that is known to be kept. */
    @Test
    void whoIsLostWhileItAsksToOutliveItsTransportGoesOnByTheNextOne() {
        InMemoryTransport lost = new InMemoryTransport(network);
        Outbound outbound = attached(100, lost);
        network.turn(Mood.STALLED);
        outbound.send(text("answer;"));

        outbound.park();
        lost.close(DisconnectReason.LOST);
        clock.set(TimeUnit.MINUTES.toNanos(1));
        outbound.keep(new Resumption(100, number -> text("from " + number + ";")), false);
        outbound.send(Batch.counted("a;".getBytes(StandardCharsets.UTF_8), false));
        FakeNetwork other = new FakeNetwork();
        outbound.resume(new InMemoryTransport(other));
        outbound.proceed();

        assertThat(other.content()).isEqualTo("from 1;a;");
        assertThat(heard.events).isEmpty();
        assertThat(outbound.stalledFor(clock.get())).isZero();
    }

    /** Of a thousand long lists that nobody reads, each would be a whole one. */
    @Test
    void whatIsThereInPiecesIsMadeWholeOnlyWhereThereIsRoom() {
        MemoryBudget memory = new MemoryBudget(10_000, Runnable::run);
        Outbound outbound = attached(memory);
        memory.add(10_001);

        outbound.send(Batch.counted(Pieces.of("a ".getBytes(StandardCharsets.UTF_8)), false));
        outbound.send(text("list;"));
        outbound.proceed();
        assertThat(network.received()).isEmpty();

        memory.add(-10_001);
        memory.tick();

        assertThat(network.content()).isEqualTo("a list;");
        assertThat(memory.held()).isZero();
    }

    @Test
    void whatHasToBeSentAgainInPiecesWaitsForRoomToo() {
        MemoryBudget memory = new MemoryBudget(10_000, Runnable::run);
        Outbound outbound = attached(memory);
        outbound.keep(new Resumption(100, number -> text("from " + number + ";")), false);
        outbound.send(Batch.counted(Pieces.of("a ".getBytes(StandardCharsets.UTF_8)), false));
        outbound.park();
        FakeNetwork other = new FakeNetwork();
        outbound.resume(new InMemoryTransport(other));
        outbound.proceed();
        other.turn(Mood.STALLED);
        outbound.park();
        memory.add(10_001);
        FakeNetwork third = new FakeNetwork();
        outbound.resume(new InMemoryTransport(third));

        outbound.proceed();
        assertThat(third.content()).isEqualTo("from 1;");
        memory.add(-10_001);
        memory.tick();

        assertThat(third.content()).isEqualTo("from 1;a ");
    }

    @Test
    void whatIsWholeAndLastWordsDoNotWaitForRoom() {
        MemoryBudget memory = new MemoryBudget(10_000, Runnable::run);
        Outbound outbound = attached(memory);
        memory.add(10_001);

        outbound.send(text("answer;"));
        assertThat(network.content()).isEqualTo("answer;");
        outbound.send(Batch.counted(Pieces.of("list;".getBytes(StandardCharsets.UTF_8)), false));
        outbound.finish(text("bye;"));

        assertThat(network.content()).isEqualTo("answer;list;bye;");
        assertThat(heard.events).containsExactly("finished");
    }

    @Test
    void whoseMessageFindsNoMemoryIsCutOffAndHoldsNothing() {
        MemoryBudget memory = new MemoryBudget(Long.MAX_VALUE, Runnable::run);
        Outbound outbound = attached(memory);
        Pieces many = Pieces.joined(Collections.nCopies(2_047, Pieces.of(new byte[1 << 20])), new byte[512]);
        Pieces tooMany = Pieces.of(many, Pieces.of(new byte[Integer.MAX_VALUE - many.length()])); // for one array

        outbound.send(Batch.counted(tooMany, true));

        assertThat(heard.events).containsExactly("broken");
        assertThat(outbound.heldBytes()).isZero();
        assertThat(memory.held()).isZero();
        assertThat(outbound.send(text("more;"))).isFalse();
    }

    private Outbound attached(MemoryBudget memory) {
        Outbound outbound = new Outbound(SendLimits.DEFAULTS.withMaxBacklog(100), memory, clock::get, heard);
        outbound.attach(new InMemoryTransport(network));
        return outbound;
    }

    private Outbound attached(int maxBacklog) {
        return attached(maxBacklog, new InMemoryTransport(network));
    }

    private Outbound attached(int maxBacklog, Transport transport) {
        Outbound outbound = new Outbound(
                SendLimits.DEFAULTS.withMaxBacklog(maxBacklog),
                new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                clock::get,
                heard);
        outbound.attach(transport);
        return outbound;
    }

    private static Batch text(String text) {
        return Batch.of(text.getBytes(StandardCharsets.UTF_8), false);
    }

    /** Never closed here. */
    private abstract static class Carrier implements Transport {
        @Override
        public HubTransport kind() {
            return HubTransport.WEB_SOCKETS;
        }

        @Override
        public void close(DisconnectReason reason) {
            throw new AssertionError("closed");
        }
    }
}
