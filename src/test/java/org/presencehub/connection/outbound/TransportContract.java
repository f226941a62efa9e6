package org.presencehub.connection.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.presencehub.DisconnectReason;
import org.presencehub.connection.Connection;
import org.presencehub.connection.Connections;
import org.presencehub.connection.Delimiters;
import org.presencehub.connection.Race;
import org.presencehub.connection.RecordingHandler;
import org.presencehub.connection.SharedQuota;
import org.presencehub.connection.memory.MemoryBudget;
import org.presencehub.connection.options.ConnectionOptions;
import org.presencehub.connection.options.ReceiveLimits;
import org.presencehub.connection.options.SendLimits;
import org.presencehub.identity.Caller;
import org.presencehub.testing.FakeNetwork;
import org.presencehub.testing.FakeNetwork.Frame;
import org.presencehub.testing.FakeNetwork.Mood;

/**
 * What a connection may expect of each way to carry it, and what both together promise the client.
 *
 * <p>An implementation is tested over a {@link FakeNetwork}, whose frames are what its client understands to have been sent.
 */
public abstract class TransportContract {
    private static final Duration SOON = Duration.ofSeconds(10);
    public static final ConnectionOptions OPTIONS = ConnectionOptions.DEFAULTS
            .withReceive(ReceiveLimits.DEFAULTS.withMaxMessageSize(1024).withMaxBacklog(1024))
            .withSend(SendLimits.DEFAULTS.withMaxBacklog(1000));
    private static final ConnectionOptions ROOMY = OPTIONS.withSend(SendLimits.DEFAULTS.withMaxBacklog(1 << 24));

    public final FakeNetwork network = new FakeNetwork();
    private final AtomicLong clock = new AtomicLong();
    private final RecordingHandler handler = new RecordingHandler();
    public final Outcomes outcomes = new Outcomes();
    public final Transport transport = open(network);

    /** {@return a transport that is ready to send over this network, and closes it when it is closed itself} */
    protected abstract Transport open(FakeNetwork over);

    /** Lets so much time pass that a transport which tries again gives up. */
    protected void giveUp(Transport trying) {}

    /** {@return what the client understands to have been sent as this batch} */
    protected Frame understood(Batch batch) {
        return Frame.of(batch);
    }

    static final class Outcomes implements Transport.WriteOutcome {
        private final AtomicInteger written = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();

        @Override
        public void written() {
            written.incrementAndGet();
        }

        @Override
        public void failed(Throwable cause) {
            assertThat(cause).isNotNull();
            failed.incrementAndGet();
        }

        int told() {
            return written.get() + failed.get();
        }
    }

    @AfterEach
    void stop() {
        network.close();
    }

    @Test
    void textArrivesAsItIs() {
        transport.write(text("{\"type\":6,\"zoë\":\"€😀\"}\u001e{}\u001e"), outcomes);

        assertThat(network.received()).containsExactly(Frame.text("{\"type\":6,\"zoë\":\"€😀\"}\u001e{}\u001e"));
        assertThat(outcomes.written).hasValue(1);
    }

    @Test
    void aLargeBatchStaysWhole() {
        String large = "x".repeat(5_000_000);

        transport.write(text(large), outcomes);

        assertThat(network.received()).containsExactly(Frame.text(large));
    }

    @ParameterizedTest
    @EnumSource(Mood.class)
    void eachWriteHasOneOutcome(Mood mood) {
        network.turn(mood);

        transport.write(text("a"), outcomes);
        network.turn(mood == Mood.STALLED ? Mood.PROMPT : mood);
        giveUp(transport);
        await().until(() -> outcomes.told() > 0);
        transport.close(DisconnectReason.GOODBYE);
        FakeNetwork.settle();

        assertThat(outcomes.written).hasValue(mood == Mood.BROKEN ? 0 : 1);
        assertThat(outcomes.failed).hasValue(mood == Mood.BROKEN ? 1 : 0);
    }

    @Test
    void writingReturnsWhileTheNetworkStalls() {
        network.turn(Mood.STALLED);

        assertTimeoutPreemptively(SOON, () -> transport.write(text("a"), outcomes));

        assertThat(outcomes.told()).isZero();
        network.turn(Mood.PROMPT);
        assertThat(outcomes.written).hasValue(1);
    }

    @Test
    void aWriteThatStallsAndThenBreaksFails() {
        network.turn(Mood.STALLED);
        transport.write(text("a"), outcomes);

        network.turn(Mood.BROKEN);
        giveUp(transport);

        assertThat(outcomes.failed).hasValue(1);
    }

    @Test
    void closingInMidWriteTellsTheOutcome() {
        network.turn(Mood.STALLED);
        transport.write(text("a"), outcomes);

        assertTimeoutPreemptively(SOON, () -> transport.close(DisconnectReason.SLOW));
        network.turn(Mood.PROMPT);

        assertThat(outcomes.failed).hasValue(1);
        assertThat(outcomes.told()).isEqualTo(1);
        assertThat(network.received()).isEmpty();
    }

    @Test
    void closingTwiceClosesOnce() {
        transport.close(DisconnectReason.SLOW);
        transport.close(DisconnectReason.GOODBYE);

        assertThat(network.closes()).isEqualTo(1);
    }

    @Test
    void writingAfterAClosingFails() {
        transport.close(DisconnectReason.GOODBYE);

        transport.write(text("a"), outcomes);

        assertThat(outcomes.failed).hasValue(1);
        assertThat(outcomes.told()).isEqualTo(1);
        assertThat(network.received()).isEmpty();
    }

    @Test
    void writingFailsWhenThePeerHasLeft() {
        network.close();

        transport.write(text("a"), outcomes);
        giveUp(transport);

        assertThat(outcomes.failed).hasValue(1);
    }

    @Test
    void closingAfterThePeerHasLeftIsQuiet() {
        network.turn(Mood.STALLED);
        transport.write(text("a"), outcomes);
        network.close(); // a container may not tell the outcome then

        transport.close(DisconnectReason.LOST);

        assertThat(outcomes.failed).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(Mood.class)
    void aWriteThatRacesAClosingHasOneOutcome(Mood mood) {
        try (Race race = new Race()) {
            for (int round = 0; round < 500; round++) {
                FakeNetwork fresh = new FakeNetwork();
                fresh.turn(mood);
                Transport racing = open(fresh);
                Outcomes one = new Outcomes();
                race.between(() -> racing.write(text("a"), one), () -> racing.close(DisconnectReason.LOST));
                FakeNetwork.settle();
                assertThat(one.told()).as("round %s", round).isEqualTo(1);
            }
        }
    }

    @Test
    void whatQueuesBehindAWriteLeavesAsOneFrame() {
        Connection connection = connect(OPTIONS);
        network.turn(Mood.STALLED);
        connection.output().send(text("a;"));
        connection.output().send(text("b;"));
        connection.output().send(text("c;"));

        network.turn(Mood.PROMPT);

        assertThat(network.received()).containsExactly(Frame.text("a;"), Frame.text("b;c;"));
    }

    @ParameterizedTest
    @EnumSource(value = Mood.class, mode = Mode.EXCLUDE, names = "BROKEN")
    void theMessagesOfEachOfManySendersArriveInOrderAndWhole(Mood mood) {
        Connection connection = connect(ROOMY);
        network.turn(mood);
        try (Race race = new Race()) {
            race.between(sender(connection, 'a'), sender(connection, 'b'), sender(connection, 'c'));
        }
        network.turn(mood == Mood.STALLED ? Mood.PROMPT : mood);
        await().until(() -> connection.output().queuedBytes() == 0);

        List<String> messages = List.of(network.content().split(";"));
        for (String name : List.of("a", "b", "c")) {
            assertThat(messages.stream().filter(each -> each.startsWith(name)))
                    .containsExactlyElementsOf(IntStream.range(0, 5000)
                            .mapToObj(each -> name + each)
                            .collect(Collectors.toList()));
        }
        assertThat(messages).hasSize(15_000);
    }

    private static Runnable sender(Connection connection, char name) {
        return () ->
                IntStream.range(0, 5000).forEach(each -> connection.output().send(text(name + "" + each + ";")));
    }

    /** A burst may be of any size: whoever reads in time has all of it in the end. */
    @Test
    void aPeerThatReadsLateIsBehindAndLosesNothing() {
        Connection connection = connect(OPTIONS);
        network.turn(Mood.STALLED);

        for (int each = 0; each < 200; each++) {
            assertThat(connection.output().send(text("0123456789;"))).isTrue();
        }
        assertThat(connection.output().isBehind()).isTrue();
        connection.tick(clock.addAndGet(OPTIONS.send().timeout().toNanos()));
        network.turn(Mood.PROMPT);

        assertThat(handler.events()).containsExactly("opened", "tick");
        assertThat(network.content()).isEqualTo("0123456789;".repeat(200));
        assertThat(connection.output().isBehind()).isFalse();
    }

    @Test
    void aWriteThatTakesTooLongIsClosedAsSlow() {
        Connection connection = connect(OPTIONS);
        network.turn(Mood.STALLED);
        connection.output().send(text("a"));

        connection.tick(clock.addAndGet(OPTIONS.send().timeout().toNanos()));
        assertThat(connection.isOpen()).isTrue();
        connection.tick(clock.incrementAndGet());

        assertThat(handler.events()).endsWith("ended SLOW");
        assertThat(network.closes()).isEqualTo(1);
    }

    @Test
    void aWriteThatFailsEndsTheConnectionAsLost() {
        Connection connection = connect(OPTIONS);
        network.turn(Mood.BROKEN);

        connection.output().send(text("a"));
        connection.output().send(text("b"));
        giveUp(transport);

        assertThat(handler.events()).containsExactly("opened", "ended LOST");
        assertThat(network.closes()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(value = Mood.class, mode = Mode.EXCLUDE, names = "BROKEN")
    void lastWordsArriveBeforeTheOneClosing(Mood mood) {
        Connection connection = connect(OPTIONS);
        network.turn(mood);
        connection.output().send(text("a;"));
        connection.output().send(text("b;"));

        connection.finish(text("bye;"), DisconnectReason.KICKED);
        connection.output().send(text("too late;"));
        network.turn(mood == Mood.STALLED ? Mood.PROMPT : mood);
        await().until(() -> network.closes() > 0);

        assertThat(network.content()).isEqualTo("a;b;bye;");
        assertThat(network.closes()).isEqualTo(1);
        assertThat(handler.events()).containsExactly("opened", "ended KICKED");
    }

    @Test
    void aPeerThatLeavesInMidWriteEndsTheConnectionForItsReason() {
        Connection connection = connect(OPTIONS);
        network.turn(Mood.STALLED);
        connection.output().send(text("a"));
        connection.output().send(text("b"));

        network.close();
        connection.transportClosed(DisconnectReason.GOODBYE);
        connection.output().send(text("c"));

        assertThat(handler.events()).containsExactly("opened", "ended GOODBYE");
        assertThat(connection.output().queuedBytes()).isZero();
        assertThat(network.received()).isEmpty();
    }

    @Test
    void aHundredThousandWritesInARowDoNotOverflowTheStack() {
        Connection connection = connect(ROOMY);
        network.turn(Mood.STALLED);
        List<Frame> sent = new ArrayList<>();
        for (int each = 0; each < 100_000; each++) {
            boolean binary = transport.carriesBinary() && each % 2 == 1; // so that no two join
            Batch batch = Batch.of(new byte[] {(byte) ('a' + each % 26)}, binary);
            sent.add(understood(batch));
            connection.output().send(batch);
        }

        network.turn(Mood.PROMPT);

        assertThat(network.content())
                .isEqualTo(sent.stream().map(Frame::content).collect(Collectors.joining()));
        assertThat(connection.isOpen()).isTrue();
    }

    Connection connect(ConnectionOptions options) {
        Connection connection = new Connections(
                        "/hub",
                        List.of(),
                        options,
                        new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                        new SharedQuota(1000),
                        opened -> handler,
                        Delimiters.SEMICOLON,
                        clock::get)
                .open(Caller.ANONYMOUS)
                .orElseThrow();
        assertThat(connection.reserve()).isTrue();
        assertThat(connection.attach(transport)).isTrue();
        return connection;
    }

    static Batch text(String text) {
        return Batch.of(text.getBytes(StandardCharsets.UTF_8), false);
    }
}
