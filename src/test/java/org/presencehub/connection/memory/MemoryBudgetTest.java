package org.presencehub.connection.memory;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.presencehub.DisconnectReason;
import org.presencehub.auth.ClaimOptions;
import org.presencehub.auth.Forge;
import org.presencehub.auth.SettableClock;
import org.presencehub.auth.TokenRefusedException;
import org.presencehub.auth.TokenVerifier;
import org.presencehub.connection.Connection;
import org.presencehub.connection.Connections;
import org.presencehub.connection.DelegatingHandler;
import org.presencehub.connection.Delimiters;
import org.presencehub.connection.RecordingHandler;
import org.presencehub.connection.SharedQuota;
import org.presencehub.connection.Socket;
import org.presencehub.connection.inbound.ConnectionHandler;
import org.presencehub.connection.inbound.InboundMessage;
import org.presencehub.connection.options.ConnectionOptions;
import org.presencehub.connection.options.ReceiveLimits;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.identity.Caller;
import org.presencehub.testing.FakeNetwork;
import org.presencehub.testing.FakeNetwork.Mood;
import org.presencehub.testing.RecordedLog;

class MemoryBudgetTest {
    private static final int KB = 1024;
    private static final List<Mood> MOODS = List.of(Mood.values());

    private final AtomicLong clock = new AtomicLong();
    private final MemoryBudget memory = new MemoryBudget(200 * KB, Runnable::run);
    private final List<RecordingHandler> handlers = new CopyOnWriteArrayList<>();
    private final List<FakeNetwork> networks = new ArrayList<>();
    private final Connections connections = connections("/hub");
    private final Connections others = connections("/other");

    private Connections connections(String hub) {
        return new Connections(
                hub,
                List.of(),
                ConnectionOptions.DEFAULTS.withReceive(ReceiveLimits.DEFAULTS.withMaxMessageSize(0)),
                memory,
                new SharedQuota(1000),
                connection -> handler(connection),
                Delimiters.SEMICOLON,
                clock::get);
    }

    /** Ends the connection when it is refused, as hubs do. */
    private ConnectionHandler handler(Connection connection) {
        RecordingHandler recording = new RecordingHandler();
        handlers.add(recording);
        return new DelegatingHandler(recording) {
            @Override
            public void refused(DisconnectReason reason, long size, long limit) {
                super.refused(reason, size, limit);
                connection.finish(batch("sorry"), reason);
            }
        };
    }

    private static Caller mallory(int roles, int seconds) throws TokenRefusedException {
        SettableClock now = new SettableClock();
        Map<String, String> claims = Forge.claims(now);
        claims.put(
                "groups",
                IntStream.range(0, roles).mapToObj(i -> "\"r" + i + "\"").collect(joining(",", "[", "]")));
        claims.put("exp", Long.toString(now.instant().getEpochSecond() + seconds));
        return Caller.of(
                TokenVerifier.of("test", "k1", Forge.RSA.getPublic(), ClaimOptions.DEFAULTS, now)
                        .verify(Forge.rs256(Forge.RSA, Forge.header("RS256", "k1"), Forge.json(claims))),
                "");
    }

    @Test
    void whoHoldsMostIsClosedWhenInputIsTooMuch() {
        Connection small = attached(connections);
        Connection large = attached(others);
        Connection last = attached(connections);
        handlers.forEach(RecordingHandler::holding);
        for (Connection each : List.of(small, large)) {
            each.received(bytes("in hand;"));
        }
        call(small, 5 * KB);
        call(large, 85 * KB);
        assertThat(memory.held()).isBetween(176L * KB, 188L * KB);

        call(last, 30 * KB);

        assertThat(handlers.get(1).events()).last(STRING).startsWith("OVERLOADED ");
        assertThat(networks.get(1).content()).isEqualTo("sorry");
        assertThat(large.hasEnded()).isTrue();
        assertThat(small.hasEnded()).isFalse();
        assertThat(last.hasEnded()).as("there was room again").isFalse();
        assertThat(memory.isExceeded()).isFalse();
        assertThat(memory.held()).isLessThan(200 * KB);
    }

    @Test
    void whatSomebodyHasLeftBehindIsDroppedBeforeAnybodyElseIsClosed() {
        Connection gone = attached(connections);
        Connection honest = attached(connections);
        handlers.forEach(RecordingHandler::holding);
        gone.received(bytes("in hand;"));
        call(gone, 80 * KB);
        gone.transportClosed(DisconnectReason.GOODBYE);
        assertThat(memory.held()).as("it is served still").isGreaterThan(150 * KB);

        honest.received(bytes("in hand;"));
        call(honest, 30 * KB);

        assertThat(honest.hasEnded()).isFalse();
        assertThat(memory.held()).isLessThan(100 * KB);
    }

    @Test
    void whoHoldsLittleOfWhatManyHoldIsNotTheLargest() {
        Batch shared = batch("x".repeat(60 * KB));
        for (int i = 0; i < 20; i++) {
            Connection listening = attached(connections);
            networks.get(i).turn(Mood.STALLED);
            listening.output().send(shared);
        }
        Connection attacker = attached(connections);
        handlers.get(20).holding();
        for (int i = 0; i < 400; i++) {
            attacker.received(bytes("0123456789;"));
        }

        assertThat(attacker.hasEnded()).isTrue();
        assertThat(handlers.subList(0, 20)).noneMatch(each -> each.events().contains("ended OVERLOADED"));
    }

    /** What each begins to hold may leave no room for the next. */
    @Test
    void whoWaitsForRoomGoesOnInTurnAsFarAsThereIsRoom() {
        List<String> gone = new ArrayList<>();
        memory.add(201 * KB);
        memory.whenRoom(() -> {
            gone.add("first");
            memory.add(150 * KB);
        });
        memory.whenRoom(() -> gone.add("second"));
        memory.tick();
        assertThat(gone).isEmpty();

        memory.add(-101 * KB);
        memory.tick();
        assertThat(gone).containsExactly("first");

        memory.add(-150 * KB);
        memory.tick();
        assertThat(gone).containsExactly("first", "second");
    }

    @Test
    void roomForThoseWhoWaitIsMadeByClosingWhoHoldsMost() {
        List<String> gone = new ArrayList<>();
        Connection large = attached(connections);
        handlers.get(0).holding();
        large.received(bytes("in hand;"));
        call(large, 85 * KB);
        memory.add(80 * KB);

        memory.whenRoom(() -> gone.add("on"));

        assertThat(large.hasEnded()).isTrue();
        assertThat(gone).containsExactly("on");
    }

    /** Of one list for all, each who does not read it holds a copy then. */
    @Test
    void whatTheServerCopiesForEachCountsForEach() {
        Batch shared = batch("x".repeat(60 * KB));
        List<Connection> deaf = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            deaf.add(attached(connections, true));
            networks.get(i).turn(Mood.STALLED);
            deaf.get(i).output().send(shared);
        }

        assertThat(deaf).filteredOn(Connection::hasEnded).hasSize(4);
        assertThat(memory.held()).isBetween(178L * KB, 182L * KB);
        deaf.forEach(connection -> connection.end(DisconnectReason.KICKED));
        assertThat(memory.held()).isZero();
    }

    @Test
    void theLastWordsOfWhoIsClosedAreSentWhereNothingIsInTheWay() {
        Connection large = attached(connections);
        handlers.get(0).holding();
        networks.get(0).turn(Mood.STALLED);
        large.received(bytes("in hand;"));

        call(large, 110 * KB);
        assertThat(large.hasEnded()).isTrue();
        assertThat(networks.get(0).closes()).as("closed before it has them").isZero();

        networks.get(0).turn(Mood.PROMPT);
        assertThat(networks.get(0).content()).isEqualTo("sorry");
        assertThat(networks.get(0).closes()).isPositive();
    }

    @Test
    void whatManyAreSentCountsOnce() {
        Batch shared = batch("x".repeat(30 * KB));
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(attached(connections));
        }
        networks.forEach(network -> network.turn(Mood.STALLED));

        all.forEach(connection -> connection.output().send(shared));

        assertThat(memory.held()).isBetween(30L * KB, 70L * KB);
        assertThat(all).noneMatch(Connection::hasEnded);

        networks.forEach(network -> network.turn(Mood.PROMPT));
        assertThat(memory.held()).isZero();
    }

    /** It is there once, and its place in a queue a thousand times. */
    @Test
    void aSmallMessageThatManyAreSentCountsByItsPlaces() {
        Batch shared = batch("x");
        List<Connection> all = List.of(attached(connections), attached(connections));
        networks.forEach(network -> network.turn(Mood.STALLED));

        for (int i = 0; i < 2_000; i++) {
            all.forEach(connection -> connection.output().send(shared));
        }
        assertThat(memory.held()).isBetween(100L * KB, 150L * KB);

        networks.forEach(network -> network.turn(Mood.PROMPT));
        assertThat(memory.held()).isZero();
    }

    @Test
    void smallMessagesThatMayHaveToBeSentAgainCountByTheirPlaces() {
        Connection connection = attached(connections);
        connection.resumeBy(number -> Batch.of(new byte[0], false));
        connection.countedByClient();
        Batch shared = counted("x");

        for (int i = 0; i < 4_000; i++) {
            connection.output().send(shared);
        }
        assertThat(memory.held()).isBetween(100L * KB, 150L * KB);

        connection.acknowledged(4_000);
        assertThat(memory.held()).isZero();
    }

    /** The others are fewer bytes, and one more place than many. */
    @Test
    void ofThoseWhoReadNothingTheOneWithTheLongestQueueIsClosed() {
        Batch shared = batch("x");
        Connection longest = attached(connections);
        List<Connection> all = new ArrayList<>(List.of(attached(connections), attached(connections)));
        networks.forEach(network -> network.turn(Mood.STALLED));
        for (int i = 0; i < 500; i++) {
            all.forEach(connection -> connection.output().send(shared));
        }
        for (int i = 0; i < 9_000; i++) {
            longest.output().send(shared);
        }
        memory.tick();

        assertThat(longest.hasEnded()).isTrue();
        assertThat(all).noneMatch(Connection::hasEnded);
    }

    @Test
    void whoReadsNothingIsClosedWhenOutputIsTooMuchAndOthersGoOn() {
        Connection reading = attached(connections);
        Connection stuck = attached(connections);
        networks.get(1).turn(Mood.STALLED);

        for (int i = 0; i < 40; i++) {
            reading.output().send(batch("a".repeat(5 * KB)));
            stuck.output().send(batch("b".repeat(5 * KB)));
        }

        assertThat(stuck.hasEnded()).isTrue();
        assertThat(handlers.get(1).events()).contains("ended OVERLOADED").noneMatch(event -> event.contains("SLOW"));
        assertThat(reading.hasEnded()).isFalse();
        assertThat(networks.get(0).content()).hasSize(40 * 5 * KB);
        assertThat(memory.held()).isZero();
    }

    @Test
    void theRequestThatCarriesAConnectionCountsUntilAnotherOneOrTheEnd() {
        Connection heavy = attached(connections);

        heavy.carriedByRequestOf(50 * KB);
        assertThat(memory.held()).isBetween(46L * KB, 50L * KB);
        heavy.carriedByRequestOf(20 * KB);
        assertThat(memory.held()).isBetween(16L * KB, 20L * KB);
        heavy.end(DisconnectReason.GOODBYE);
        assertThat(memory.held()).isZero();

        heavy.carriedByRequestOf(50 * KB);
        assertThat(memory.held()).as("behind the end").isZero();
    }

    @Test
    void ofThoseWhoSayNothingTheOnesWithTheLongestHeadsAreClosed() {
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Connection each = attached(connections);
            each.carriedByRequestOf((i % 2 == 0 ? 50L : 5L) * KB);
            all.add(each);
        }

        assertThat(all).filteredOn(Connection::hasEnded).hasSize(2);
        assertThat(handlers)
                .filteredOn(each -> each.events().stream().anyMatch(event -> event.startsWith("OVERLOADED ")))
                .hasSize(2);
        assertThat(memory.held()).isBetween(100L * KB, 200L * KB);
    }

    @Test
    void aTokenWithThousandsOfRolesCounts() throws TokenRefusedException {
        Connection opened = connections.open(mallory(1_000, 60)).orElseThrow();

        assertThat(memory.held()).isGreaterThan(100 * KB);
        opened.end(DisconnectReason.GOODBYE);
        assertThat(memory.held()).isZero();
    }

    @Test
    void theTokenThatOpenedAConnectionCountsAndTheTwoThatWereShownLast() throws TokenRefusedException {
        Connection opened = connections.open(mallory(1, 60)).orElseThrow();
        assertThat(memory.held()).isLessThan(10 * KB);
        opened.refresh(mallory(1_000, 600));
        assertThat(memory.held()).isGreaterThan(100 * KB);
        opened.refresh(mallory(1, 700));
        assertThat(memory.held()).isGreaterThan(100 * KB);
        opened.refresh(mallory(1, 800));
        assertThat(memory.held()).isLessThan(10 * KB);
    }

    @Test
    void whatMayHaveToBeSentAgainCounts() {
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Connection connection = attached(connections);
            connection.resumeBy(number -> Batch.of(new byte[0], false));
            connection.countedByClient();
            all.add(connection);
        }
        for (int i = 0; i < 4; i++) {
            all.forEach(connection -> connection.output().send(counted("c".repeat(2 * KB))));
        }
        assertThat(memory.held()).as("all was written, nothing acknowledged").isGreaterThan(150 * KB);

        all.forEach(connection -> connection.acknowledged(4));
        assertThat(memory.held()).isZero();

        for (int i = 0; i < 20; i++) {
            all.forEach(connection -> connection.output().send(counted("c".repeat(5 * KB))));
        }
        assertThat(memory.isExceeded()).isFalse();
        assertThat(all).anyMatch(Connection::hasEnded);
    }

    @Test
    void whatIsSentAgainCountsUntilItIsSentOrAcknowledged() {
        Connection connection = attached(connections);
        connection.resumeBy(number -> Batch.of(new byte[0], false));
        connection.countedByClient();
        connection.output().send(counted("c".repeat(20 * KB)));
        FakeNetwork stuck = new FakeNetwork();
        stuck.turn(Mood.STALLED);
        connection.reserve();
        connection.attach(new Socket(stuck));

        connection.acknowledged(1);

        assertThat(memory.held()).as("it is on its way again").isGreaterThan(32 * KB);
        connection.end(DisconnectReason.KICKED);
        assertThat(memory.held()).isZero();
    }

    @Test
    void aResumptionCountsNothingTwice() {
        Connection connection = attached(connections);
        connection.resumeBy(number -> Batch.of(new byte[0], false));
        connection.countedByClient();
        connection.output().send(counted("c".repeat(8 * KB)));
        long once = memory.held();

        for (int i = 0; i < 5; i++) {
            assertThat(connection.reserve()).isTrue();
            assertThat(connection.attach(new Socket(new FakeNetwork()))).isTrue();
        }

        assertThat(memory.held()).isEqualTo(once);
        connection.end(DisconnectReason.KICKED);
        assertThat(memory.held()).isZero();
    }

    @Test
    void whatIsReadElsewhereCounts() {
        Connection connection = attached(connections);
        Connection other = attached(connections);
        call(other, 3 * KB);

        connection.hold(150 * KB);
        assertThat(memory.held()).isBetween(148L * KB, 152L * KB);
        connection.hold(150 * KB);
        memory.tick();

        assertThat(connection.hasEnded()).isTrue();
        assertThat(other.hasEnded()).isFalse();
        connection.hold(-300 * KB);
        assertThat(memory.held()).isZero();
    }

    @Test
    void nobodyIsLetInWhileThereIsNoRoom() {
        MemoryBudget full = new MemoryBudget(1, Runnable::run);
        Connections late = new Connections(
                "/late",
                List.of(),
                ConnectionOptions.DEFAULTS,
                full,
                new SharedQuota(1000),
                any -> new RecordingHandler(),
                Delimiters.SEMICOLON,
                clock::get);
        assertThat(late.open(Caller.ANONYMOUS)).isPresent();

        full.add(MemoryBudget.PAGE); // of somebody who cannot be closed

        assertThat(late.open(Caller.ANONYMOUS)).isEmpty();
        assertThat(late.mayHoldMore()).isFalse();
        full.add(-MemoryBudget.PAGE);
        assertThat(late.open(Caller.ANONYMOUS)).isPresent();
    }

    @Test
    void inputIsRefusedWhereNobodyElseCanMakeRoom() {
        Connection connection = attached(connections);
        handlers.get(0).holding();
        memory.add(300 * KB); // of somebody who cannot be closed

        connection.received(bytes("short;"));
        assertThat(connection.hasEnded()).as("the usual message").isFalse();

        call(connection, 8 * KB);
        assertThat(connection.hasEnded()).isTrue();
        assertThat(handlers.get(0).events()).last(STRING).startsWith("OVERLOADED");
    }

    @Test
    void smallThingsAreFoundByTheTickWhichSaysSoOnce() {
        Connection connection = attached(connections);
        networks.get(0).turn(Mood.STALLED);
        for (int i = 0; i < 60; i++) {
            connection.output().send(batch("x".repeat(1900)));
        }
        assertThat(connection.hasEnded()).as("nobody looked").isFalse();
        assertThat(memory.held()).isGreaterThan(memory.limit());

        try (RecordedLog log = RecordedLog.of("org.presencehub.connection")) {
            memory.tick();
            memory.tick();

            assertThat(connection.hasEnded()).isTrue();
            assertThat(log.lines())
                    .containsExactly(
                            "Connections held more than 204800 bytes (presencehub.memory-budget): those that held"
                                    + " most were closed as overloaded, 1 of them; the others hold 0 now.");
        }
    }

    @Test
    void nothingIsLeftCountedWhateverHappens() {
        Random random = new Random(7);
        List<Connection> open = new ArrayList<>();
        List<InboundMessage> inHand = new ArrayList<>();
        for (int step = 0; step < 3000; step++) {
            if (open.size() < 8) {
                Connection fresh = attached(random.nextBoolean() ? connections : others, random.nextBoolean());
                if (random.nextBoolean()) {
                    fresh.resumeBy(number -> Batch.of(new byte[0], false));
                    fresh.countedByClient();
                }
                open.add(fresh);
                handlers.get(handlers.size() - 1).working(random.nextBoolean() ? InboundMessage::done : inHand::add);
            }
            Connection each = open.get(random.nextInt(open.size()));
            FakeNetwork network = networks.get(random.nextInt(networks.size()));
            switch (random.nextInt(10)) {
                case 0, 1 -> each.output().send(counted("o".repeat(random.nextInt(9 * KB))));
                case 2 -> {
                    for (int i = random.nextInt(400); i > 0; i--) {
                        each.output().send(counted("o"));
                    }
                }
                case 3 -> each.received(bytes("i".repeat(random.nextInt(9 * KB)) + ";"));
                case 4 -> each.acknowledged(random.nextInt(20));
                case 5 -> network.turn(MOODS.get(random.nextInt(MOODS.size())));
                case 6 -> {
                    List<InboundMessage> served = List.copyOf(inHand);
                    inHand.clear();
                    served.forEach(InboundMessage::done);
                }
                case 7 -> Optional.ofNullable(each.transport()).ifPresent(each::transportLost);
                case 8 -> {
                    if (each.reserve()) {
                        FakeNetwork next = new FakeNetwork();
                        networks.add(next);
                        each.attach(new Socket(next));
                    }
                }
                default -> each.end(DisconnectReason.KICKED);
            }
            open.removeIf(Connection::hasEnded);
        }
        networks.forEach(network -> network.turn(Mood.BROKEN));
        open.forEach(connection -> connection.end(DisconnectReason.KICKED));
        List.copyOf(inHand).forEach(InboundMessage::done);
        FakeNetwork.settle();

        assertThat(memory.held()).isZero();
    }

    private Connection attached(Connections of) {
        return attached(of, false);
    }

    private Connection attached(Connections of, boolean copying) {
        FakeNetwork network = new FakeNetwork();
        networks.add(network);
        Connection connection = of.open(Caller.ANONYMOUS).orElseThrow();
        assertThat(connection.reserve()).isTrue();
        assertThat(connection.attach(new Socket(network, copying))).isTrue();
        RecordingHandler handler = handlers.get(handlers.size() - 1);
        connection.received(bytes(";")); // the handshake, behind which messages may be larger
        connection.continueWith(Delimiters.SEMICOLON, new DelegatingHandler(handler) {
            @Override
            public void refused(DisconnectReason reason, long size, long limit) {
                super.refused(reason, size, limit);
                connection.finish(batch("sorry"), reason);
            }
        });
        return connection;
    }

    /** A call that has its turn, and whatever its size. */
    private static void call(Connection connection, int size) {
        for (int sent = 0; sent < size; sent += 16 * KB) {
            connection.received(bytes("x".repeat(Math.min(16 * KB, size - sent))));
        }
        connection.received(bytes(";"));
    }

    private static Batch batch(String text) {
        return Batch.of(bytes(text), false);
    }

    private static Batch counted(String text) {
        return Batch.counted(bytes(text), false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
