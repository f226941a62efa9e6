package org.presencehub.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.inbound.ConnectionHandler;
import org.presencehub.connection.inbound.InboundMessage;
import org.presencehub.connection.memory.MemoryBudget;
import org.presencehub.connection.options.ConnectionOptions;
import org.presencehub.connection.options.ReceiveLimits;
import org.presencehub.connection.options.SendLimits;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.connection.outbound.Transport;
import org.presencehub.identity.Caller;
import org.presencehub.testing.FakeNetwork;
import org.presencehub.testing.FakeNetwork.Mood;
import org.presencehub.testing.InMemoryTransport;
import org.presencehub.testing.Sneaky;

class ConnectionTest {
    private static final ConnectionOptions OPTIONS = ConnectionOptions.DEFAULTS
            .withReceive(ReceiveLimits.DEFAULTS.withMaxMessageSize(10).withMaxBacklog(20))
            .withSend(SendLimits.DEFAULTS.withMaxBacklog(100));

    private final AtomicLong clock = new AtomicLong();
    private final FakeNetwork network = new FakeNetwork();
    private final InMemoryTransport transport = new InMemoryTransport(network);
    private final RecordingHandler handler = new RecordingHandler();

    @Test
    void nothingIsSentBeforeATransportCarriesIt() {
        Connection connection = open(handler);
        connection.output().send(batch("early"));
        connection.reserve();
        connection.output().send(batch("early"));

        connection.attach(transport);
        connection.output().send(batch("a"));

        assertThat(network.content()).isEqualTo("a");
    }

    @Test
    void aListenerHearsOfTheEndOnceBeforeTheHandler() {
        Connection connection = attached(handler);
        CopyOnWriteArrayList<String> heard = new CopyOnWriteArrayList<>();
        connection.onEnd(reason -> heard.add(reason + " " + handler.events()));

        connection.end(DisconnectReason.KICKED);
        connection.end(DisconnectReason.SLOW);
        connection.transportClosed(DisconnectReason.LOST);
        connection.finish(batch("bye"), DisconnectReason.SILENT);

        assertThat(heard).containsExactly("KICKED [opened]");
        assertThat(handler.events()).containsExactly("opened", "ended KICKED");
    }

    @Test
    void aLateListenerHearsOfTheEndAtOnce() {
        Connection connection = attached(handler);
        connection.end(DisconnectReason.KICKED);
        CopyOnWriteArrayList<DisconnectReason> heard = new CopyOnWriteArrayList<>();

        connection.onEnd(heard::add);

        assertThat(heard).containsExactly(DisconnectReason.KICKED);
    }

    @Test
    void aListenerThatRacesTheEndHearsOfItOnce() {
        try (Race race = new Race()) {
            for (int round = 0; round < 500; round++) {
                Connection connection = open(new RecordingHandler());
                AtomicInteger heard = new AtomicInteger();
                race.between(
                        () -> connection.onEnd(reason -> heard.incrementAndGet()),
                        () -> connection.end(DisconnectReason.KICKED));
                assertThat(heard).hasValue(1);
            }
        }
    }

    @Test
    void aListenerThatThrowsHindersNobody() {
        Connection connection = attached(handler);
        CopyOnWriteArrayList<DisconnectReason> heard = new CopyOnWriteArrayList<>();
        connection.onEnd(reason -> {
            throw new IllegalStateException("broken");
        });
        connection.onEnd(heard::add);

        connection.end(DisconnectReason.KICKED);

        assertThat(heard).containsExactly(DisconnectReason.KICKED);
        assertThat(handler.events()).endsWith("ended KICKED");
        assertThat(transport.closedFor()).isEqualTo(DisconnectReason.KICKED);
    }

    @ParameterizedTest
    @EnumSource(Mood.class)
    void allWaysToEndRaceForOneEnd(Mood mood) {
        try (Race race = new Race()) {
            for (int round = 0; round < 200; round++) {
                RecordingHandler told = new RecordingHandler();
                FakeNetwork racing = new FakeNetwork();
                racing.turn(mood);
                InMemoryTransport carrier = new InMemoryTransport(racing);
                Connection connection = open(told);
                connection.reserve();
                connection.attach(carrier);
                List<DisconnectReason> heard = new CopyOnWriteArrayList<>();
                connection.onEnd(heard::add);
                race.between(
                        () -> connection.finish(batch("bye"), DisconnectReason.SILENT),
                        () -> connection.end(DisconnectReason.KICKED),
                        () -> connection.transportClosed(DisconnectReason.LOST),
                        () -> connection.output().send(batch("a")));
                FakeNetwork.settle();
                assertThat(heard).as("round %s", round).hasSize(1);
                assertThat(told.events()).containsExactly("opened", "ended " + heard.get(0));
                assertThat(carrier.closedFor()).isEqualTo(heard.get(0));
                assertThat(racing.closes()).isEqualTo(1);
                assertThat(racing.content()).isIn("", "a", "bye", "abye");
            }
        }
    }

    @Test
    void aGoodbyeLeavesWhatCameBeforeIt() {
        Connection connection = attached(handler.holding());
        connection.received(bytes("a;b;"));

        connection.transportClosed(DisconnectReason.GOODBYE);
        assertThat(connection.isOpen()).isFalse();
        handler.finish();
        handler.finish();

        assertThat(handler.events()).containsExactly("opened", "a;", "b;", "ended GOODBYE");
    }

    @Test
    void anEndByTheServerDropsWhatWaits() {
        Connection connection = attached(handler.holding());
        connection.received(bytes("a;b;"));

        connection.end(DisconnectReason.KICKED);
        connection.received(bytes("c;"));
        handler.finish();

        assertThat(handler.events()).containsExactly("opened", "a;", "ended KICKED");
    }

    @Test
    void lastWordsDropInputButNotOutput() {
        Connection connection = attached(handler.holding());
        connection.received(bytes("a;b;"));
        network.turn(Mood.STALLED);
        connection.output().send(batch("x"));

        connection.finish(batch("bye"), DisconnectReason.SILENT);
        assertThat(transport.closedFor()).isNull();
        network.turn(Mood.PROMPT);
        handler.finish();

        assertThat(network.content()).isEqualTo("xbye");
        assertThat(transport.closedFor()).isEqualTo(DisconnectReason.SILENT);
        assertThat(handler.events()).containsExactly("opened", "a;", "ended SILENT");
    }

    /** A poll of a session that has ended comes for them, and shows that once more. */
    @Test
    void whoIsSentAwayAgainStillGetsItsLastWords() {
        Connection connection = attached(handler);
        network.turn(Mood.STALLED);
        connection.finish(batch("bye"), DisconnectReason.SESSION_ENDED);

        connection.sendAway(DisconnectReason.SESSION_ENDED);

        assertThat(transport.closedFor()).isNull();
        network.turn(Mood.PROMPT);
        assertThat(network.content()).isEqualTo("bye");
        assertThat(transport.closedFor()).isEqualTo(DisconnectReason.SESSION_ENDED);
    }

    @Test
    void aPeerThatDoesNotReadTheLastWordsIsClosedAfterAWhile() {
        Connection connection = attached(handler);
        network.turn(Mood.STALLED);
        connection.finish(batch("bye"), DisconnectReason.SILENT);

        connection.tick(Duration.ofSeconds(10).toNanos());
        assertThat(transport.closedFor()).isNull();
        connection.tick(Duration.ofSeconds(11).toNanos());

        assertThat(transport.closedFor()).isEqualTo(DisconnectReason.SILENT);
        assertThat(handler.events()).containsExactly("opened", "ended SILENT");
    }

    @Test
    void lastWordsWithoutATransportEndItAtOnce() {
        Connection connection = open(handler);

        connection.finish(batch("bye"), DisconnectReason.KICKED);

        assertThat(connection.reserve()).isFalse();
        assertThat(handler.events()).containsExactly("ended KICKED");
    }

    @Test
    void nothingFollowsTheLastWords() {
        try (Race race = new Race()) {
            for (int round = 0; round < 500; round++) {
                FakeNetwork racing = new FakeNetwork();
                racing.turn(Mood.STALLED);
                Connection connection = open(new RecordingHandler());
                connection.reserve();
                connection.attach(new InMemoryTransport(racing));
                connection.output().send(batch("first;"));
                Runnable sending = () -> {
                    for (int each = 0; each < 5; each++) {
                        connection.output().send(batch("m;"));
                    }
                };
                race.between(sending, () -> connection.finish(batch("bye"), DisconnectReason.KICKED), sending);
                racing.turn(Mood.PROMPT);
                assertThat(racing.content())
                        .as("round %s", round)
                        .startsWith("first;")
                        .endsWith("bye");
            }
        }
    }

    @Test
    void aHandlerThatThrowsEndsTheConnection() {
        Connection connection = attached(handler.working(done -> {
            throw new IllegalStateException("broken");
        }));

        connection.received(bytes("a;b;"));

        assertThat(handler.events()).containsExactly("opened", "a;", "ended ABORTED");
        assertThat(transport.closedFor()).isEqualTo(DisconnectReason.ABORTED);
    }

    @Test
    void aHandlerThatThrowsAtARefusalEndsTheConnection() {
        Connection connection = attached(new DelegatingHandler(handler.holding()) {
            @Override
            public void refused(DisconnectReason reason, long size, long limit) {
                throw new IllegalStateException("broken");
            }
        });
        connection.received(bytes("a;"));

        connection.received(bytes("b;".repeat(100)));

        assertThat(transport.closedFor()).isEqualTo(DisconnectReason.ABORTED);
    }

    @Test
    void theHandlerMayEndTheConnectionInTheMiddleOfAMessage() {
        Connection[] self = new Connection[1];
        self[0] = attached(handler.working(message -> {
            self[0].end(DisconnectReason.BROKEN_PROTOCOL);
            message.done();
        }));

        self[0].received(bytes("a;b;"));

        assertThat(handler.events()).containsExactly("opened", "a;", "ended BROKEN_PROTOCOL");
    }

    @Test
    void anEndThatComesWhileItOpensIsToldAfterwards() {
        Connection[] self = new Connection[1];
        self[0] = open(new DelegatingHandler(handler) {
            @Override
            public void opened() {
                self[0].end(DisconnectReason.DRAINING);
                super.opened();
            }
        });
        self[0].reserve();

        self[0].attach(transport);

        assertThat(handler.events()).containsExactly("opened", "ended DRAINING");
    }

    @Test
    void anotherHandlerMayGoOnWithAnotherDelimiter() {
        Connection[] self = new Connection[1];
        RecordingHandler second = new RecordingHandler();
        self[0] = attached(new DelegatingHandler(handler) {
            @Override
            public void received(InboundMessage message) {
                self[0].continueWith(Delimiters.behind('|'), second);
                super.received(message);
            }
        });

        self[0].received(bytes("a;b;|c|"));
        self[0].tick(clock.get());
        self[0].end(DisconnectReason.KICKED);

        assertThat(handler.events()).containsExactly("opened", "a;");
        assertThat(second.events()).containsExactly("b;|", "c|", "tick", "ended KICKED");
    }

    @Test
    void bytesAndTheTransportsComingAreRememberedByTheClock() {
        Connection connection = open(handler);
        connection.reserve();
        clock.set(5);
        connection.attach(transport);
        clock.set(6);
        assertThat(connection.silentFor(6)).isEqualTo(1);

        clock.set(7);
        connection.received(bytes("a"));

        assertThat(connection.silentFor(10)).isEqualTo(3);
    }

    @Test
    void nobodyIsSilentDuringATurnAndTheTimeBeginsAnewBehindIt() {
        Connection connection = attached(handler.holding());
        connection.received(bytes("a;"));

        assertThat(connection.silentFor(1000)).isZero();
        clock.set(1000);
        handler.finish();

        assertThat(connection.silentFor(1003)).isEqualTo(3);
    }

    @Test
    void whoLeavesIsServedWhatCameBefore() {
        Connection[] self = new Connection[1];
        self[0] = attached(new DelegatingHandler(handler.holding()) {
            @Override
            public void received(InboundMessage message) {
                super.received(message);
                if (message.to() - message.from() == 5) {
                    message.endInput();
                    self[0].leave(batch("bye"), DisconnectReason.GOODBYE);
                }
            }
        });
        List<DisconnectReason> reasons = new ArrayList<>();
        self[0].onEnd(reasons::add);

        self[0].received(bytes("a;b;!bye;c;d"));
        assertThat(reasons).containsExactly(DisconnectReason.GOODBYE);
        assertThat(network.content()).endsWith("bye");
        handler.finish();
        handler.finish();

        assertThat(handler.events()).containsExactly("opened", "a;", "!bye;", "b;", "ended GOODBYE");
    }

    @Test
    void listenersHearOfALifeAndNoneKeepsItFromGoingOn() {
        List<String> heard = new ArrayList<>();
        ConnectionListener broken = new ConnectionListener() {
            @Override
            public void opened(Connection connection) {
                throw new IllegalStateException("broken");
            }

            @Override
            public void ended(Connection connection, DisconnectReason reason) {
                throw new StackOverflowError("broken");
            }
        };
        ConnectionListener counting = new ConnectionListener() {
            @Override
            public void opened(Connection connection) {
                heard.add("opened at " + connection.hub());
            }

            @Override
            public void received(Connection connection, int bytes) {
                heard.add("received " + bytes);
            }

            @Override
            public void sent(Connection connection, int bytes) {
                heard.add("sent " + bytes);
            }

            @Override
            public void ended(Connection connection, DisconnectReason reason) {
                heard.add("ended as " + reason);
            }
        };
        Connection connection = new Connections(
                        "/chat",
                        List.of(broken, counting),
                        OPTIONS,
                        new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                        new SharedQuota(1000),
                        each -> handler,
                        Delimiters.SEMICOLON,
                        clock::get)
                .open(Caller.ANONYMOUS)
                .orElseThrow();
        attach(connection, transport);
        connection.received(bytes("ab;"));
        connection.received(transport, bytes("c;"));
        connection.output().send(batch("four"));
        connection.end(DisconnectReason.KICKED);
        connection.end(DisconnectReason.LOST);

        assertThat(heard).containsExactly("opened at /chat", "received 3", "received 2", "sent 4", "ended as KICKED");
        assertThat(handler.events()).endsWith("ended KICKED");
    }

    @Test
    void onlyAnOpenConnectionTicks() {
        Connection connection = open(handler);
        connection.tick(1);
        connection.reserve();
        connection.attach(transport);
        connection.tick(2);
        connection.end(DisconnectReason.KICKED);
        connection.tick(3);

        assertThat(handler.events()).containsExactly("opened", "tick", "ended KICKED");
    }

    @Test
    void aWriteIsSlowOnlyFromWhenTheClientAsksForIt() {
        PolledTransport polled = new PolledTransport();
        Connection connection = carriedBy(polled);
        connection.output().send(batch("a"));
        connection.tick(Duration.ofSeconds(14).toNanos());
        assertThat(handler.events()).containsExactly("opened", "tick");

        polled.asked = true;
        connection.tick(Duration.ofSeconds(24).toNanos());
        assertThat(handler.events()).containsExactly("opened", "tick", "tick");
        connection.tick(Duration.ofSeconds(25).toNanos());

        assertThat(handler.events()).endsWith("ended SLOW");
    }

    @Test
    void transportAndHandlerHearForHowLongTheServerWasLate() {
        PolledTransport polled = new PolledTransport();
        CopyOnWriteArrayList<Long> heard = new CopyOnWriteArrayList<>();
        Connection connection = attach(
                open(new DelegatingHandler(handler) {
                    @Override
                    public void excuse(long nanos) {
                        heard.add(nanos);
                    }
                }),
                polled);

        connection.excuse(3, 10);

        assertThat(heard).containsExactly(3L);
        assertThat(polled.excused).isEqualTo(3);
    }

    @Test
    void aTransportMayFindOutThatNobodyAsksForLastWords() {
        PolledTransport polled = new PolledTransport();
        Connection connection = carriedBy(polled);
        polled.onTick = () -> connection.transportClosed(DisconnectReason.LOST);
        connection.finish(batch("bye"), DisconnectReason.SILENT);
        assertThat(polled.closedFor).isNull();

        connection.tick(1);

        assertThat(polled.closedFor).isEqualTo(DisconnectReason.SILENT);
        assertThat(handler.events()).containsExactly("opened", "ended SILENT");
    }

    /** Waits until it is asked for what is being written. Confined to the thread of its test. */
    private static final class PolledTransport implements Transport {
        boolean asked;
        long excused;
        Runnable onTick = () -> {};

        @Nullable
        DisconnectReason closedFor;

        @Override
        public HubTransport kind() {
            return HubTransport.WEB_SOCKETS;
        }

        @Override
        public boolean isUnasked() {
            return !asked;
        }

        @Override
        public void excuse(long nanos) {
            excused += nanos;
        }

        @Override
        public void tick(long nanos) {
            onTick.run();
        }

        @Override
        public void write(Batch batch, WriteOutcome outcome) {}

        @Override
        public void close(DisconnectReason reason) {
            closedFor = reason;
        }
    }

    private Connection attached(ConnectionHandler told) {
        return attach(open(told), transport);
    }

    private Connection carriedBy(Transport carrier) {
        return attach(open(handler), carrier);
    }

    private static Connection attach(Connection connection, Transport carrier) {
        connection.reserve();
        connection.attach(carrier);
        return connection;
    }

    private Connection open(ConnectionHandler told) {
        return new Connections(
                        "/hub",
                        List.of(),
                        OPTIONS,
                        new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                        new SharedQuota(1000),
                        connection -> told,
                        Delimiters.SEMICOLON,
                        clock::get)
                .open(Caller.ANONYMOUS)
                .orElseThrow();
    }

    private static Batch batch(String text) {
        return Batch.of(bytes(text), false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(classes = {StackOverflowError.class, IllegalStateException.class, IOException.class})
    void whateverAListenerThrowsTheOthersTheHandlerAndTheTransportHearOfTheEnd(Class<? extends Throwable> thrown)
            throws ReflectiveOperationException {
        Connection connection = attached(handler);
        Throwable failure = thrown.getConstructor(String.class).newInstance("announced");
        CopyOnWriteArrayList<DisconnectReason> heard = new CopyOnWriteArrayList<>();
        connection.onEnd(reason -> {
            throw Sneaky.throwing(failure);
        });
        connection.onEnd(heard::add);

        connection.end(DisconnectReason.KICKED);

        assertThat(heard).containsExactly(DisconnectReason.KICKED);
        assertThat(handler.events()).endsWith("ended KICKED");
        assertThat(transport.closedFor()).isEqualTo(DisconnectReason.KICKED);
    }
}
