package org.presencehub.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.presencehub.DisconnectReason;
import org.presencehub.connection.inbound.ConnectionHandler;
import org.presencehub.connection.memory.MemoryBudget;
import org.presencehub.connection.options.Capacity;
import org.presencehub.connection.options.ConnectionOptions;
import org.presencehub.connection.options.ReceiveLimits;
import org.presencehub.connection.options.SendLimits;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.identity.Caller;
import org.presencehub.lifecycle.Spared;
import org.presencehub.testing.FakeNetwork;
import org.presencehub.testing.FakeNetwork.Mood;
import org.presencehub.testing.InMemoryTransport;

class ConnectionsTest {
    private static final ConnectionOptions OPTIONS = ConnectionOptions.DEFAULTS
            .withReceive(ReceiveLimits.DEFAULTS.withMaxMessageSize(100).withMaxBacklog(100))
            .withSend(SendLimits.DEFAULTS.withMaxBacklog(100));

    private final AtomicLong clock = new AtomicLong(-1_000_000_000);
    private final RecordingHandler handler = new RecordingHandler();
    private final Connections connections = connections(handler);
    private final FakeNetwork network = new FakeNetwork();
    private final InMemoryTransport transport = new InMemoryTransport(network);

    @Test
    void idAndTokenDifferAndAreHardToGuess() {
        Connection connection = open();

        assertThat(connection.id()).matches("[\\w-]{22}").isNotEqualTo(connection.token());
        assertThat(connection.token()).matches("[\\w-]{22}");
        assertThat(connections.byToken(connection.token())).containsSame(connection);
        assertThat(connections.byToken(connection.id())).isEmpty();
    }

    @Test
    void allHubsShareTheRoom() {
        SharedQuota room = new SharedQuota(2);
        Connections here = connections(handler, room);
        Connections there = connections(handler, room);
        Connection first = here.open(Caller.ANONYMOUS).orElseThrow();
        assertThat(there.open(Caller.ANONYMOUS)).isPresent();

        assertThat(here.open(Caller.ANONYMOUS)).isEmpty();
        assertThat(there.open(Caller.ANONYMOUS)).isEmpty();

        first.end(DisconnectReason.GOODBYE);
        assertThat(there.open(Caller.ANONYMOUS)).isPresent();
    }

    /** Or else a few users who negotiate and never come would keep everybody out. */
    @Test
    void theOldestIdThatNobodyCameForGivesWayOnAnyHub() {
        AtomicLong now = new AtomicLong();
        SharedQuota room = new SharedQuota(3, now::get);
        Connections here = connections(handler, room);
        Connections there = connections(new RecordingHandler(), room);
        Connection used = here.open(Caller.ANONYMOUS).orElseThrow();
        used.reserve();
        used.attach(transport);
        Connection oldest = here.open(Caller.ANONYMOUS).orElseThrow();
        Connection younger = there.open(Caller.ANONYMOUS).orElseThrow();

        now.addAndGet(TimeUnit.SECONDS.toNanos(3) - 1);
        assertThat(there.open(Caller.ANONYMOUS)).isEmpty(); // its client may be far away
        assertThat(oldest.hasEnded()).isFalse();

        now.incrementAndGet();
        assertThat(there.open(Caller.ANONYMOUS)).isPresent();
        assertThat(oldest.hasEnded()).isTrue();
        assertThat(used.hasEnded() || younger.hasEnded()).isFalse();
        assertThat(here.open(Caller.ANONYMOUS)).isPresent();
        assertThat(younger.hasEnded()).isTrue();
        assertThat(here.open(Caller.ANONYMOUS)).isEmpty(); // the newest are young, and one is used
        assertThat(used.hasEnded()).isFalse();
    }

    @Test
    void oneOfManyTransportsGetsTheConnection() {
        try (Race race = new Race()) {
            for (int round = 0; round < 300; round++) {
                Connection connection = open();
                AtomicInteger winners = new AtomicInteger();
                Runnable reserving = () -> winners.addAndGet(connection.reserve() ? 1 : 0);
                race.between(reserving, reserving, reserving);
                assertThat(winners).hasValue(1);
                connection.end(DisconnectReason.KICKED);
            }
        }
    }

    @Test
    void onlyAReservedConnectionIsAttachedAndOnlyOnce() {
        Connection connection = open();
        assertThat(connection.attach(transport)).isFalse();

        assertThat(connection.reserve()).isTrue();
        assertThat(connection.isOpen()).isFalse();
        assertThat(connection.attach(transport)).isTrue();

        assertThat(connection.attach(new InMemoryTransport(new FakeNetwork()))).isFalse();
        assertThat(connection.transport()).isSameAs(transport);
        assertThat(connection.isOpen()).isTrue();
        assertThat(connection.reserve()).isFalse();
        assertThat(handler.events()).containsExactly("opened");
    }

    @Test
    void whatEndedMeanwhileIsNotAttached() {
        Connection connection = open();
        connection.reserve();

        connection.end(DisconnectReason.KICKED);

        assertThat(connection.attach(transport)).isFalse();
        assertThat(connection.transport()).isNull();
        assertThat(handler.events()).containsExactly("ended KICKED");
    }

    @Test
    void attachingAndEndingAtTheSameTimeLeaveNothingOpen() {
        try (Race race = new Race()) {
            for (int round = 0; round < 500; round++) {
                RecordingHandler told = new RecordingHandler();
                Connection connection = connections(told).open(Caller.ANONYMOUS).orElseThrow();
                connection.reserve();
                InMemoryTransport racing = new InMemoryTransport(new FakeNetwork());
                AtomicInteger attached = new AtomicInteger();
                race.between(
                        () -> attached.addAndGet(connection.attach(racing) ? 1 : 0),
                        () -> connection.end(DisconnectReason.DRAINING));
                assertThat(racing.closedFor() != null).isEqualTo(attached.get() == 1);
                assertThat(told.events()).endsWith("ended DRAINING").doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void aConnectionWithoutATransportExpires() {
        Connection waiting = open();
        Connection reserved = open();
        reserved.reserve();
        Connection attached = attached();

        advance(Duration.ofSeconds(15));
        assertThat(connections.byToken(waiting.token())).isPresent();
        clock.incrementAndGet();
        connections.tick(0);

        assertThat(connections.byToken(waiting.token())).isEmpty();
        assertThat(connections.byToken(reserved.token())).isEmpty();
        assertThat(waiting.reserve()).isFalse();
        assertThat(reserved.attach(new InMemoryTransport(new FakeNetwork()))).isFalse();
        assertThat(attached.isOpen()).isTrue();
        assertThat(handler.events())
                .filteredOn(event -> event.startsWith("ended"))
                .containsExactly("ended NEVER_ATTACHED", "ended NEVER_ATTACHED");
    }

    @Test
    void expiryAndAttachingHaveOneWinner() {
        try (Race race = new Race()) {
            for (int round = 0; round < 500; round++) {
                Connection connection = open();
                connection.reserve();
                long late = clock.get() + Duration.ofSeconds(16).toNanos();
                AtomicInteger attached = new AtomicInteger();
                InMemoryTransport racing = new InMemoryTransport(new FakeNetwork());
                race.between(() -> attached.addAndGet(connection.attach(racing) ? 1 : 0), () -> connection.tick(late));
                assertThat(connection.isOpen()).isEqualTo(attached.get() == 1);
                connection.end(DisconnectReason.KICKED);
            }
        }
    }

    @Test
    void thereAreNoMoreThanTheLimitAllows() {
        Connection first = open();
        open();
        open();
        assertThat(connections.open(Caller.ANONYMOUS)).isEmpty();
        assertThat(connections.open(Caller.ANONYMOUS)).isEmpty();

        first.end(DisconnectReason.KICKED);
        first.end(DisconnectReason.KICKED);
        first.transportClosed(DisconnectReason.LOST);

        open();
        assertThat(connections.open(Caller.ANONYMOUS)).isEmpty();
    }

    private Connections limitedTo(int perUser) {
        return new Connections(
                "/hub",
                List.of(),
                OPTIONS.withCapacity(Capacity.DEFAULTS.withMaxPerUser(perUser)),
                new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                new SharedQuota(1000),
                any -> new RecordingHandler(),
                Delimiters.SEMICOLON,
                clock::get);
    }

    private static Connection begun(Connections limited, Caller caller) {
        Connection connection = limited.open(caller).orElseThrow();
        assertThat(connection.reserve()).isTrue();
        return connection;
    }

    @Test
    void aUserHasNoMoreThanItsPlacesAndGetsThemBackWhenAConnectionEnds() {
        Connections limited = limitedTo(2);
        Caller anna = new Caller(() -> "anna", Set.of());
        Connection first = begun(limited, anna);
        begun(limited, anna);

        assertThatThrownBy(() -> limited.open(anna))
                .isInstanceOf(TooManyConnectionsException.class)
                .hasMessage("You have 2 connections to this hub, which is as many as a user may have"
                        + " (presencehub.maximum-connections-per-user).");
        begun(limited, new Caller(() -> "bert", Set.of()));
        Caller near = Caller.anonymous("", "192.0.2.1");
        begun(limited, near);
        begun(limited, near);
        assertThatThrownBy(() -> limited.open(near))
                .as("those without a user share the places of their address")
                .isInstanceOf(TooManyConnectionsException.class);
        begun(limited, Caller.anonymous("", "192.0.2.2"));

        first.end(DisconnectReason.KICKED);
        first.end(DisconnectReason.KICKED);
        begun(limited, anna);
        assertThatThrownBy(() -> limited.open(anna)).isInstanceOf(TooManyConnectionsException.class);
        assertThat(Capacity.DEFAULTS.maxPerUser()).isEqualTo(1000);
    }

    /** Pages negotiate twice when they are mounted twice, and transports that fail leave their ids behind. */
    @Test
    void anIdThatNobodyHasComeForGivesItsPlaceToTheNext() {
        Connections limited = limitedTo(2);
        Caller anna = new Caller(() -> "anna", Set.of());
        Connection used = begun(limited, anna);
        Connection forgotten = limited.open(anna).orElseThrow();

        for (int i = 0; i < 5; i++) {
            Connection next = limited.open(anna).orElseThrow();
            assertThat(forgotten.hasEnded()).isTrue();
            assertThat(limited.byToken(forgotten.token())).isEmpty();
            forgotten = next;
        }

        assertThat(used.hasEnded()).isFalse();
        assertThat(forgotten.reserve()).isTrue();
        assertThatThrownBy(() -> limited.open(anna)).isInstanceOf(TooManyConnectionsException.class);
    }

    /** A telephone that changed its network comes back while its old socket hangs. */
    @Test
    void theSocketThatHasHungLongestGivesItsPlaceToTheNext() {
        Connections limited = limitedTo(2);
        Caller anna = new Caller(() -> "anna", Set.of());
        Connection longest = attachedTo(limited, anna);
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        Connection hung = attachedTo(limited, anna);
        clock.addAndGet(Duration.ofSeconds(25).toNanos());

        Connection next = attachedTo(limited, anna);

        assertThat(longest.hasEnded()).isTrue();
        assertThat(hung.hasEnded()).isFalse();
        assertThatThrownBy(() -> limited.open(anna))
                .as("25 seconds of silence, and no more")
                .isInstanceOf(TooManyConnectionsException.class);
        hung.received("a;".getBytes(StandardCharsets.UTF_8));
        clock.addAndGet(Duration.ofSeconds(26).toNanos());
        next.received("a;".getBytes(StandardCharsets.UTF_8));
        limited.open(anna).orElseThrow().reserve();
        assertThat(hung.hasEnded()).isTrue();
        assertThat(next.hasEnded()).isFalse();
    }

    private static Connection attachedTo(Connections limited, Caller caller) {
        Connection connection = begun(limited, caller);
        assertThat(connection.attach(new InMemoryTransport(new FakeNetwork()))).isTrue();
        return connection;
    }

    @Test
    void whoLeavesCallsBehindHasThePlaceUntilTheyAreServed() {
        RecordingHandler serving = new RecordingHandler().holding();
        Connections limited = new Connections(
                "/hub",
                List.of(),
                OPTIONS.withCapacity(Capacity.DEFAULTS.withMaxPerUser(1)),
                new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                new SharedQuota(1000),
                any -> serving,
                Delimiters.SEMICOLON,
                clock::get);
        Caller anna = new Caller(() -> "anna", Set.of());
        Connection first = limited.open(anna).orElseThrow();
        first.reserve();
        first.attach(new InMemoryTransport(new FakeNetwork()));
        first.received("a;".getBytes(StandardCharsets.UTF_8));
        first.transportClosed(DisconnectReason.GOODBYE);
        assertThatThrownBy(() -> limited.open(anna)).isInstanceOf(TooManyConnectionsException.class);

        serving.finish();
        limited.tick(0);

        assertThat(limited.open(anna)).isPresent();
    }

    @Test
    void theLimitHoldsUnderARace() {
        try (Race race = new Race()) {
            for (int round = 0; round < 300; round++) {
                Connections racing = connections(new RecordingHandler());
                AtomicInteger opened = new AtomicInteger();
                Runnable opening = () -> {
                    for (int each = 0; each < 3; each++) {
                        opened.addAndGet(racing.open(Caller.ANONYMOUS).isPresent() ? 1 : 0);
                    }
                };
                race.between(opening, opening);
                assertThat(opened).hasValue(3);
            }
        }
    }

    @Test
    void aConnectionCountsUntilItsTransportIsClosed() {
        Connection connection = attached();
        open();
        open();
        network.turn(Mood.STALLED);

        connection.finish(batch("bye"), DisconnectReason.KICKED);
        assertThat(connections.byToken(connection.token())).isEmpty();
        assertThat(connections.open(Caller.ANONYMOUS)).isEmpty();
        network.turn(Mood.PROMPT);

        assertThat(connections.open(Caller.ANONYMOUS)).isPresent();
    }

    @Test
    void theTokenIsGoneWhenListenersHearOfTheEnd() {
        Connection connection = attached();
        CopyOnWriteArrayList<Boolean> known = new CopyOnWriteArrayList<>();
        connection.onEnd(
                reason -> known.add(connections.byToken(connection.token()).isPresent()));

        connection.end(DisconnectReason.KICKED);

        assertThat(known).containsExactly(false);
    }

    @Test
    void nobodyNewIsLetInAndThenAgain() {
        Connection before = attached();

        connections.refuse();
        assertThat(connections.isRefusing()).isTrue();
        assertThat(connections.open(Caller.ANONYMOUS)).isEmpty();
        assertThat(before.isOpen()).isTrue();

        connections.admit();
        assertThat(connections.open(Caller.ANONYMOUS)).isPresent();
    }

    @Test
    void aWaveSendsSoManyAwayAndTheirTransportsAreWaitedFor() {
        Connections many = connections(new RecordingHandler());
        many.open(Caller.ANONYMOUS);
        many.open(Caller.ANONYMOUS);
        many.open(Caller.ANONYMOUS);

        assertThat(many.sendAway(2, Spared.ARRIVALS_AND_CALLS))
                .as("they are still arriving")
                .isZero();
        assertThat(many.sendAway(2, Spared.CALLS)).isEqualTo(2);
        assertThat(many.waiting()).isEqualTo(1);
        assertThat(many.left()).isEqualTo(1);
    }

    @Test
    void whoseCallRunsIsLeftAloneAsLongAsThereIsPatience() {
        handler.holding();
        Connection connection = attached();
        connection.received("call;".getBytes(StandardCharsets.US_ASCII));

        assertThat(connections.sendAway(1, Spared.CALLS)).isZero();
        assertThat(connection.hasEnded()).isFalse();
        assertThat(connections.sendAway(1, Spared.NOBODY)).isEqualTo(1);
        assertThat(connection.hasEnded()).isTrue();
    }

    @Test
    void nobodyIsSilentWhoCouldNotBeHeard() {
        Connection connection = attached();
        long minute = Duration.ofMinutes(1).toNanos();
        connections.suspend(true);
        assertThat(connections.open(Caller.ANONYMOUS)).isEmpty();
        clock.addAndGet(minute);
        connections.tick(0);
        assertThat(connection.silentFor(clock.get())).isZero();

        connections.suspend(false);
        clock.addAndGet(minute);
        connections.tick(0);
        assertThat(connection.silentFor(clock.get())).isEqualTo(minute);
    }

    @Test
    void endingAllDrains() {
        attached();
        Connection waiting = open();

        connections.endAll(DisconnectReason.DRAINING);

        assertThat(transport.closedFor()).isEqualTo(DisconnectReason.DRAINING);
        assertThat(waiting.reserve()).isFalse();
        assertThat(handler.events())
                .filteredOn(event -> event.startsWith("ended"))
                .containsExactly("ended DRAINING", "ended DRAINING");
        assertThat(connections.open(Caller.ANONYMOUS)).isEmpty();
    }

    @Test
    void aConnectionThatOpensWhileAllEndDoesNotStay() {
        try (Race race = new Race()) {
            for (int round = 0; round < 500; round++) {
                Connections racing = connections(new RecordingHandler());
                AtomicInteger left = new AtomicInteger();
                race.between(
                        () -> racing.open(Caller.ANONYMOUS)
                                .filter(Connection::reserve)
                                .filter(opened -> opened.attach(new InMemoryTransport(new FakeNetwork())))
                                .ifPresent(opened -> opened.onEnd(reason -> left.decrementAndGet())),
                        () -> racing.endAll(DisconnectReason.DRAINING));
                assertThat(racing.open(Caller.ANONYMOUS)).isEmpty();
                assertThat(left.get()).isBetween(-1, 0);
            }
        }
    }

    @Test
    void aHandlerThatFailsAtATickEndsAloneAndTheOthersTickOn() {
        List<String> ticked = new CopyOnWriteArrayList<>();
        Connections failing = new Connections(
                "/hub",
                List.of(),
                OPTIONS,
                new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                new SharedQuota(3),
                connection -> new DelegatingHandler(handler) {
                    @Override
                    public void tick(long nanos) {
                        ticked.add(connection.id());
                        if (ticked.size() == 1) {
                            throw new IllegalStateException("broken");
                        }
                    }
                },
                Delimiters.SEMICOLON,
                clock::get);
        Connection first = failing.open(Caller.ANONYMOUS).orElseThrow();
        Connection second = failing.open(Caller.ANONYMOUS).orElseThrow();
        attach(first);
        attach(second);

        failing.tick(0);
        failing.tick(0);

        assertThat(ticked).hasSize(3).contains(first.id(), second.id());
        assertThat(handler.events()).containsOnlyOnce("ended ABORTED");
    }

    private Connection open() {
        return connections.open(Caller.ANONYMOUS).orElseThrow();
    }

    private Connection attached() {
        Connection connection = open();
        connection.reserve();
        connection.attach(transport);
        return connection;
    }

    private static void attach(Connection connection) {
        connection.reserve();
        connection.attach(new InMemoryTransport(new FakeNetwork()));
    }

    private Connections connections(ConnectionHandler told) {
        return connections(told, new SharedQuota(3));
    }

    private Connections connections(ConnectionHandler told, SharedQuota room) {
        return new Connections(
                "/hub",
                List.of(),
                OPTIONS,
                new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                room,
                connection -> told,
                Delimiters.SEMICOLON,
                clock::get);
    }

    /** Of eleven seconds the server was late by two: the write has had nine of its ten. */
    @Test
    void whatTheServerKeptWaitingIsNotTheClients() {
        Connection slow = withStalledWrite();
        Connection waiting = connections.open(Caller.ANONYMOUS).orElseThrow();

        clock.addAndGet(Duration.ofSeconds(11).toNanos());
        connections.tick(Duration.ofSeconds(2).toNanos());

        assertThat(slow.hasEnded()).isFalse();
        assertThat(slow.silentFor(clock.get())).isEqualTo(Duration.ofSeconds(9).toNanos());
        advance(Duration.ofSeconds(2));
        assertThat(slow.hasEnded()).isTrue();

        clock.addAndGet(Duration.ofSeconds(100).toNanos());
        connections.tick(Duration.ofSeconds(100).toNanos());
        assertThat(waiting.hasEnded()).isFalse();
        advance(OPTIONS.attachTimeout());
        assertThat(waiting.hasEnded()).isTrue();
    }

    @Test
    void nobodyIsAheadOfTimeByAnExcuse() {
        Connection heard = attached();
        Connection slow = withStalledWrite();
        Connection waiting = connections.open(Caller.ANONYMOUS).orElseThrow();

        connections.tick(Duration.ofSeconds(5).toNanos());

        assertThat(heard.silentFor(clock.get())).isZero();
        Duration slowest = Duration.ofSeconds(11);
        advance(slowest);
        assertThat(slow.hasEnded()).isTrue();
        advance(OPTIONS.attachTimeout().minus(slowest).plusSeconds(1));
        assertThat(waiting.hasEnded()).isTrue();
    }

    private Connection withStalledWrite() {
        FakeNetwork stalled = new FakeNetwork();
        stalled.turn(Mood.STALLED);
        Connection slow = connections.open(Caller.ANONYMOUS).orElseThrow();
        slow.reserve();
        slow.attach(new InMemoryTransport(stalled));
        slow.output().send(batch("x"));
        return slow;
    }

    private void advance(Duration duration) {
        clock.addAndGet(duration.toNanos());
        connections.tick(0);
    }

    private static Batch batch(String text) {
        return Batch.of(text.getBytes(StandardCharsets.UTF_8), false);
    }

    @Test
    void aConnectionWhoseTickIsHeldUpKeepsNoOtherFromBeingToldTheTime() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch door = new CountDownLatch(1);
        AtomicInteger told = new AtomicInteger();
        Connections two = connections(new DelegatingHandler(handler) {
            @Override
            public void tick(long nanos) {
                if (told.incrementAndGet() == 1) {
                    inside.countDown();
                    awaitQuietly(door);
                }
            }
        });
        for (int i = 0; i < 2; i++) {
            Connection connection = two.open(Caller.ANONYMOUS).orElseThrow();
            assertThat(connection.reserve()).isTrue();
            assertThat(connection.attach(new InMemoryTransport(new FakeNetwork())))
                    .isTrue();
        }
        Thread heldUp = new Thread(() -> two.tick(0));
        heldUp.start();
        inside.await();

        two.tick(0);

        assertThat(told).hasValue(2);
        door.countDown();
        heldUp.join();
        assertThat(told).as("the one that was held up goes on").hasValue(3);
    }

    private static void awaitQuietly(CountDownLatch door) {
        try {
            door.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
