package org.presencehub.presence.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.presencehub.DisconnectReason;
import org.presencehub.PresenceStarted;
import org.presencehub.UserCameOnline;
import org.presencehub.UserWentOffline;
import org.presencehub.presence.state.Transition;
import org.presencehub.testing.RecordedLog;

/** What observers are told, in which order, and what becomes of those that block or throw. */
@EnableWeld
class UserEventsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String THREAD = "observing";

    @WeldSetup
    WeldInitiator weld = WeldInitiator.of(Observers.class, Gazette.class, Errand.class);

    private final RecordedLog log = RecordedLog.of("org.presencehub.presence");
    private final ExecutorService threads = Executors.newFixedThreadPool(2, task -> new Thread(task, THREAD));
    private @Nullable UserEvents events;
    private long version;

    @RequestScoped
    static class Errand {
        void run() {}
    }

    /** Observes in both ways; users say by their names what is to happen. */
    @ApplicationScoped
    static class Gazette {
        final List<Object> inTime = new CopyOnWriteArrayList<>();
        final List<Object> later = new CopyOnWriteArrayList<>();
        final List<String> threads = new CopyOnWriteArrayList<>();
        final CountDownLatch inTimeDoor = new CountDownLatch(1);
        final CountDownLatch laterDoor = new CountDownLatch(1);

        @Inject
        Errand errand;

        List<Object> inTime() {
            return inTime;
        }

        List<Object> later() {
            return later;
        }

        List<String> threads() {
            return threads;
        }

        void openInTime() {
            inTimeDoor.countDown();
        }

        void openLater() {
            laterDoor.countDown();
        }

        void began(@Observes PresenceStarted event) throws InterruptedException {
            read(event, event.node(), inTime, "blocks at the start", inTimeDoor);
        }

        void came(@Observes UserCameOnline event) throws InterruptedException {
            read(event, event.user(), inTime, "blocks in time", inTimeDoor);
        }

        void went(@Observes UserWentOffline event) throws InterruptedException {
            read(event, event.user(), inTime, "blocks in time", inTimeDoor);
        }

        void cameLater(@ObservesAsync UserCameOnline event) throws InterruptedException {
            read(event, event.user(), later, "blocks later", laterDoor);
        }

        void wentLater(@ObservesAsync UserWentOffline event) throws InterruptedException {
            read(event, event.user(), later, "blocks later", laterDoor);
        }

        private void read(Object event, String user, List<Object> read, String blocking, CountDownLatch door)
                throws InterruptedException {
            errand.run();
            threads.add(Thread.currentThread().getName());
            read.add(event);
            if (user.equals(blocking)) {
                door.await();
            }
            if (user.equals("throws")) {
                throw new IllegalStateException("An observer failed on purpose");
            }
        }
    }

    @BeforeEach
    void makeEvents() {
        events = new UserEvents(
                "node",
                Clock.fixed(NOON, ZoneOffset.UTC),
                threads,
                weld.select(Observers.class).get());
    }

    @AfterEach
    void endThreads() {
        gazette().openInTime();
        gazette().openLater();
        threads.shutdown();
        log.close();
    }

    @Test
    void nobodyIsToldOfUsersBeforeTheBeginningWasHeard() {
        events = new UserEvents(
                "blocks at the start",
                Clock.fixed(NOON, ZoneOffset.UTC),
                threads,
                weld.select(Observers.class).get());
        events.begin();
        comes("anna");
        await().until(() -> gazette().inTime().size() == 1);
        assertThat(gazette().later()).isEmpty();

        gazette().openInTime();
        await().until(() -> gazette().later().size() == 1);
        assertThat(gazette().inTime())
                .containsExactly(
                        new PresenceStarted(NOON, "blocks at the start"),
                        new UserCameOnline("anna", 1, NOON, "blocks at the start"));
    }

    @Test
    void bothKindsOfObserversAreToldWhoCameAndWhoWentOnTheirOwnThreads() {
        comes("anna");
        goes("anna", DisconnectReason.SLOW);

        await().until(() -> gazette().later().size() == 2);
        List<Object> told = List.of(
                new UserCameOnline("anna", 1, NOON, "node"),
                new UserWentOffline("anna", 2, NOON, DisconnectReason.SLOW, "node"));
        assertThat(gazette().inTime()).isEqualTo(told);
        assertThat(gazette().later()).isEqualTo(told);
        assertThat(gazette().threads()).hasSize(4).containsOnly(THREAD);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void theNextEventOfAUserWaitsForThoseWhoObserveInTime() {
        comes("blocks in time");
        goes("blocks in time", DisconnectReason.LOST);
        comes("anna"); // behind whom the other thread would have come to it
        await().until(() -> gazette().later().size() == 1 && gazette().inTime().size() >= 2);
        assertThat(gazette().inTime())
                .extracting(UserEventsTest::name)
                .containsExactlyInAnyOrder("+blocks in time", "+anna");

        gazette().openInTime();
        await().until(() -> gazette().later().size() == 3);
        assertThat(gazette().later()).extracting(UserEventsTest::name).endsWith("+blocks in time", "-blocks in time");
    }

    @Test
    void theNextEventOfAUserWaitsForThoseWhoObserveAsynchronously() {
        comes("blocks later");
        goes("blocks later", DisconnectReason.LOST);
        comes("anna");
        await().until(() -> gazette().later().size() == 2);
        assertThat(gazette().inTime())
                .extracting(UserEventsTest::name)
                .containsExactlyInAnyOrder("+blocks later", "+anna");

        gazette().openLater();
        await().until(() -> gazette().later().size() == 3);
        assertThat(gazette().inTime()).extracting(UserEventsTest::name).endsWith("-blocks later");
    }

    @Test
    void observersThatThrowAreLoggedOncePerEventAndKindAndTheNextEventComes() {
        comes("throws");
        goes("throws", DisconnectReason.LOST);

        await().until(() -> gazette().later().size() == 2);
        assertThat(gazette().inTime()).extracting(UserEventsTest::name).containsExactly("+throws", "-throws");
        await().until(() -> log.lines().size() == 4);
        assertThat(log.lines()).allSatisfy(line -> assertThat(line).contains("An observer failed on User", "throws"));
    }

    @Test
    void manyThatWaitAreWarnedOfOnceAndNoneIsDropped() {
        comes("blocks in time");
        for (int i = 1; i < WaitingEvents.MANY; i++) {
            transition("blocks in time", i % 2 == 0 ? null : DisconnectReason.LOST);
        }
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains(WaitingEvents.MANY + " events", "presencehub.observer-threads");

        gazette().openInTime();
        await().until(() -> gazette().later().size() == WaitingEvents.MANY);
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void whatIsLeftAtTheEndIsCounted() {
        comes("blocks in time");
        goes("blocks in time", DisconnectReason.LOST);
        events().close();
        assertThat(log.lines()).singleElement().asString().contains("2 events");
    }

    private void comes(String user) {
        transition(user, null);
    }

    private void goes(String user, DisconnectReason reason) {
        transition(user, reason);
    }

    private void transition(String user, @Nullable DisconnectReason reason) {
        events().add(new Transition(++version, user, reason));
        events().start();
    }

    private static String name(Object event) {
        return event instanceof UserCameOnline came ? "+" + came.user() : "-" + ((UserWentOffline) event).user();
    }

    private UserEvents events() {
        return Objects.requireNonNull(events);
    }

    private Gazette gazette() {
        return weld.select(Gazette.class).get();
    }
}
