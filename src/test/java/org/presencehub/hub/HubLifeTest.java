package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.DisconnectReason;
import org.presencehub.Hub;
import org.presencehub.HubCallerContext;
import org.presencehub.HubException;
import org.presencehub.HubTransport;
import org.presencehub.NonBlocking;
import org.presencehub.OnConnected;
import org.presencehub.OnDisconnected;
import org.presencehub.connection.Connection;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.connection.outbound.Transport;
import org.presencehub.identity.Caller;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.Records;

/** What a hub is told of a connection, and when. */
@EnableWeld
class HubLifeTest {
    private static final String CLOSED = "{\"type\":7,\"error\":\"Connection closed with an error.\"}";

    @WeldSetup
    WeldInitiator weld = HubContainer.with(
                    Diary.class, Hotel.class, FullHotel.class, BrokenHotel.class, BurntHotel.class, Hostel.class)
            .build();

    /** What happened, in order, and doors that keep things from happening. */
    @ApplicationScoped
    static class Diary {
        private final List<String> entries = new CopyOnWriteArrayList<>();
        private final CountDownLatch door = new CountDownLatch(1);
        private final CountDownLatch room = new CountDownLatch(1);

        void write(String entry) {
            entries.add(entry);
        }

        List<String> entries() {
            return entries;
        }

        CountDownLatch door() {
            return door;
        }

        CountDownLatch room() {
            return room;
        }
    }

    @Hub("/hotel")
    static class Hotel {
        @Inject
        Diary diary;

        @Inject
        HubCallerContext caller;

        @OnConnected
        public void arrived() throws InterruptedException {
            diary.door().await();
            diary.write("arrived " + caller.userId());
        }

        @NonBlocking
        public void ring() {
            diary.write("rang");
        }

        public void sleep() throws InterruptedException {
            diary.write("asleep");
            diary.room().await();
            diary.write("awake");
        }

        @OnDisconnected
        public void left(DisconnectReason reason) {
            diary.write("left " + caller.userId() + " " + reason);
        }
    }

    @Hub("/full")
    static class FullHotel {
        @Inject
        Diary diary;

        @OnConnected
        public void arrived() {
            throw new HubException("No vacancies.");
        }

        @OnDisconnected
        public void left() {
            diary.write("left");
        }

        public void ring() {
            diary.write("rang");
        }
    }

    @Hub("/broken")
    static class BrokenHotel extends FullHotel {
        @Override
        @OnConnected
        public void arrived() {
            throw new IllegalStateException("secret");
        }

        @Override
        @OnDisconnected
        public void left() {
            super.left();
        }
    }

    @Hub("/burnt")
    static class BurntHotel extends FullHotel {
        @Override
        @OnConnected
        public void arrived() {
            throw new AssertionError("secret");
        }

        @Override
        @OnDisconnected
        public void left() {
            super.left();
        }
    }

    @Hub("/hostel")
    static class Hostel {
        @Inject
        Diary diary;

        @OnDisconnected
        public void left() {
            diary.write("left");
            throw new IllegalStateException("nobody is there to be told");
        }

        public void ring() {}

        public Bill check() throws InterruptedException {
            diary.room().await();
            diary.write("checked");
            return new Bill(diary);
        }
    }

    /** Writes down when it is written. */
    public static final class Bill {
        private final Diary diary;

        Bill(Diary diary) {
            this.diary = diary;
        }

        public int getSum() {
            diary.write("written");
            return 1;
        }
    }

    private Diary diary() {
        return weld.select(Diary.class).get();
    }

    private void awaitEntries(String... entries) {
        await().untilAsserted(() -> assertThat(diary().entries()).containsExactly(entries));
    }

    @Test
    void arrivalIsDoneBeforeTheFirstCall() {
        InMemoryClient anna = InMemoryClient.of("anna", weld, "/hotel");
        anna.send(Records.call("1", "ring"), Records.call("2", "ring"));
        assertThat(diary().entries()).isEmpty();

        diary().door().countDown();

        assertThat(anna.next()).isEqualTo(Records.done("1"));
        assertThat(anna.next()).isEqualTo(Records.done("2"));
        awaitEntries("arrived anna", "rang", "rang");
    }

    @Test
    void callsOfAConnectionRunOneAfterTheOther() {
        diary().door().countDown();
        InMemoryClient anna = InMemoryClient.of("anna", weld, "/hotel");
        anna.send(Records.call("1", "sleep"), Records.call("2", "ring"));
        awaitEntries("arrived anna", "asleep");

        diary().room().countDown();

        assertThat(anna.next()).isEqualTo(Records.done("1"));
        assertThat(anna.next()).isEqualTo(Records.done("2"));
        awaitEntries("arrived anna", "asleep", "awake", "rang");
    }

    @Test
    void sleeperHoldsUpNobodyElse() {
        diary().door().countDown();
        InMemoryClient anna = InMemoryClient.of("anna", weld, "/hotel");
        anna.send(Records.call("1", "sleep"));
        awaitEntries("arrived anna", "asleep");

        assertThat(InMemoryClient.of("ben", weld, "/hotel").call("ring")).isEqualTo(Records.done("1"));
        diary().room().countDown();
        assertThat(anna.next()).isEqualTo(Records.done("1"));
    }

    @Test
    void departureComesOnceAndAfterTheLastCallWithTheReason() {
        diary().door().countDown();
        InMemoryClient anna = InMemoryClient.of("anna", weld, "/hotel");
        anna.send(Records.call("1", "sleep"));
        awaitEntries("arrived anna", "asleep");

        anna.vanish();
        anna.vanish();
        assertThat(anna.closed()).isEqualTo(DisconnectReason.LOST);
        assertThat(diary().entries()).containsExactly("arrived anna", "asleep");
        diary().room().countDown();

        awaitEntries("arrived anna", "asleep", "awake", "left anna LOST");
    }

    @Test
    void goodbyeIsAnsweredAndTold() {
        diary().door().countDown();
        InMemoryClient anna = InMemoryClient.of("anna", weld, "/hotel");
        anna.send("{\"type\":7}");

        assertThat(anna.next()).isEqualTo("{\"type\":7}");
        assertThat(anna.closed()).isEqualTo(DisconnectReason.GOODBYE);
        awaitEntries("arrived anna", "left anna GOODBYE");
    }

    @Test
    void whoVanishesInTheDoorHasArrivedBeforeLeaving() {
        InMemoryClient anna = InMemoryClient.of("anna", weld, "/hotel");
        anna.vanish();
        assertThat(diary().entries()).isEmpty();

        diary().door().countDown();

        awaitEntries("arrived anna", "left anna LOST");
    }

    /** The client has the answer to its handshake, and so counts as connected, while the server is still writing it. */
    @Test
    void whoIsSentAwayWithTheAnswerToTheHandshakeHasBeenThere() {
        sendAwayWithTheAnswer("/hostel");

        awaitEntries("left");
    }

    @Test
    void whoIsSentAwayBeforeTheHubCouldReceiveHasNotArrived() {
        sendAwayWithTheAnswer("/hotel");

        assertNothingHappensAnyMore();
    }

    private void sendAwayWithTheAnswer(String path) {
        Connection connection = HubContainer.route(weld, path)
                .connections()
                .open(Caller.ANONYMOUS)
                .orElseThrow();
        connection.reserve();
        connection.attach(new SendingAway(connection));
        connection.received(Records.bytes("{\"protocol\":\"json\",\"version\":1}"));
    }

    /** Has its connection sent away while the first batch is being written. */
    private record SendingAway(Connection connection) implements Transport {
        @Override
        public HubTransport kind() {
            return HubTransport.WEB_SOCKETS;
        }

        @Override
        public void write(Batch batch, WriteOutcome outcome) {
            connection.sendAway(DisconnectReason.SESSION_ENDED);
            outcome.written();
        }

        @Override
        public void close(DisconnectReason reason) {}
    }

    @Test
    void hubThatRefusesSaysWhyAndHearsNoMore() {
        InMemoryClient anna = InMemoryClient.of("anna", weld, "/full");
        anna.send(Records.call("1", "ring"));

        assertThat(anna.next())
                .isEqualTo("{\"type\":7,\"error\":\"Connection closed with an error. HubException: No vacancies.\"}");
        assertThat(anna.closed()).isEqualTo(DisconnectReason.REFUSED_BY_HUB);
        anna.vanish();
        assertNothingHappensAnyMore();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/broken", "/burnt"})
    void hubThatFailsToReceiveTellsNothingAndHearsNoMore(String path) {
        InMemoryClient anna = InMemoryClient.of("anna", weld, path);

        assertThat(anna.next()).isEqualTo(CLOSED);
        assertThat(anna.closed()).isEqualTo(DisconnectReason.REFUSED_BY_HUB);
        anna.vanish();
        assertNothingHappensAnyMore();
    }

    /** The departure of a later connection to another hub is told, and none before it. */
    private void assertNothingHappensAnyMore() {
        InMemoryClient other = InMemoryClient.of("ben", weld, "/hotel");
        diary().door().countDown();
        other.vanish();
        awaitEntries("arrived ben", "left ben LOST");
    }

    @Test
    void departureThatThrowsHarmsNobody() {
        InMemoryClient anna = InMemoryClient.of("anna", weld, "/hostel");
        assertThat(anna.call("ring")).isEqualTo(Records.done("1"));
        anna.vanish();

        awaitEntries("left");
        assertThat(InMemoryClient.of("ben", weld, "/hostel").call("ring")).isEqualTo(Records.done("1"));
    }

    @Test
    void callsOfWhoIsGoneAreServedButNoAnswerIsWritten() {
        InMemoryClient anna = InMemoryClient.of("anna", weld, "/hostel");
        anna.send(Records.call("1", "check"), Records.call("2", "check"));

        anna.leave();
        diary().room().countDown();
        awaitEntries("checked", "checked", "left");

        assertThat(InMemoryClient.of("ben", weld, "/hostel").result("check")).isEqualTo("{\"sum\":1}");
        awaitEntries("checked", "checked", "left", "checked", "written");
    }

    @Test
    void brokenRecordEndsTheConnectionWithAnInvitation() {
        InMemoryClient anna = InMemoryClient.of("anna", weld, "/hostel");
        anna.send("{\"target\":\"ring\"}");

        assertThat(anna.next())
                .isEqualTo("{\"type\":7,\"error\":\"Connection closed with an error.\",\"allowReconnect\":true}");
        assertThat(anna.closed()).isEqualTo(DisconnectReason.BROKEN_PROTOCOL);
        awaitEntries("left");
    }
}
