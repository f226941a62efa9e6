package org.presencehub.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.DisconnectReason;
import org.presencehub.presence.Audience.Viewer;
import org.presencehub.presence.events.PresenceListener;
import org.presencehub.presence.options.GracePeriods;
import org.presencehub.presence.options.PresenceOptions;
import org.presencehub.presence.state.Online;
import org.presencehub.presence.state.Transition;
import org.presencehub.testing.HandCrankedExecutor;

/** The engine with clock, timer and executor cranked by hand. */
class PresenceEngineTest {
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration STEP = Duration.ofMillis(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final HandCrankedTime time = new HandCrankedTime();
    private final HandCrankedExecutor executor = new HandCrankedExecutor();
    private final Audience audience = new Audience();
    private final OnlineSnapshot snapshot = new OnlineSnapshot();
    private final ObservedLock lock = new ObservedLock();
    private final List<Integer> steps = new ArrayList<>(); // how many transitions each of them made
    private final PresenceEngine engine = new PresenceEngine(
            PresenceOptions.DEFAULTS, time, executor, time, new Counting(), new WatcherFeed(audience), lock);

    /** The snapshot, and a count of what it hears. */
    private final class Counting implements PresenceListener {
        @Override
        public void changed(List<Transition> transitions, Online online) {
            steps.add(transitions.size());
            assertThat(lock.isHeldByCurrentThread()).isTrue();
            snapshot.changed(transitions, online);
        }

        @Override
        public void settled() {
            assertThat(lock.isHeldByCurrentThread()).isFalse();
        }
    }

    @Test
    void aNewcomerGetsItsListAtOnceAndTheOthersAnEventThenTheList() {
        Viewer anna = arrives("anna");
        assertThat(anna.told()).containsExactly("[anna]");
        pass(MINUTE);
        Viewer bert = arrives("bert");
        assertThat(bert.told()).containsExactly("[anna, bert]");
        assertThat(anna.told()).containsExactly("[anna]", "+bert", "[anna, bert]");
        pass(MINUTE);
        assertThat(bert.told()).containsExactly("[anna, bert]");
    }

    @Test
    void theSnapshotIsTrueBeforeAnybodyIsTold() {
        engine.track(audience.viewer("anna"), "anna");
        assertThat(snapshot.isOnline("anna")).isTrue();
        assertThat(snapshot.count()).isEqualTo(1);
        assertThat(snapshot.snapshot().version()).isEqualTo(1);
    }

    @Test
    void nobodyGoesWhoseServerSendsHimAwayUntilThatIsTakenBack() {
        Viewer anna = arrives("anna");
        Viewer bert = arrives("bert");
        pass(MINUTE);
        List<String> before = List.copyOf(anna.told());
        engine.hold();

        bert.end(DisconnectReason.DRAINING);
        pass(MINUTE);
        assertThat(snapshot.isOnline("bert")).isTrue();
        assertThat(anna.told()).isEqualTo(before);

        engine.release();
        pass(MINUTE);
        assertThat(snapshot.isOnline("bert")).isFalse();
        assertThat(anna.told()).contains("-bert");
    }

    @Test
    void whoWasRefusedHasTimeToComeBackWhenTheDrainIsTakenBack() {
        Viewer bert = arrives("bert");
        engine.hold();
        bert.end(DisconnectReason.DRAINING);
        pass(Duration.ofSeconds(20));

        engine.release();

        assertThat(executor.waiting())
                .as("what is due is not the caller's work")
                .isEqualTo(1);
        executor.run();
        pass(GracePeriods.DEFAULTS.afterRefusal().minus(MILLI));
        assertThat(snapshot.isOnline("bert")).isTrue();
        pass(MILLI);
        assertThat(snapshot.isOnline("bert")).isFalse();
        assertThat(GracePeriods.DEFAULTS.afterRefusal()).isGreaterThan(Duration.ofSeconds(30));
    }

    @Test
    void whoIsKickedGoesAtOnceAlsoWhileTheServerSendsOthersAway() {
        Viewer bert = arrives("bert");
        engine.hold();

        bert.end(DisconnectReason.KICKED);
        pass(STEP);

        assertThat(snapshot.isOnline("bert")).isFalse();
    }

    @Test
    void aHundredArrivalsWithin100MillisecondsCostThreeListsAtMost() {
        List<Viewer> viewers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            viewers.add(arrives("user" + i));
            pass(MILLI);
        }
        pass(MINUTE);
        for (Viewer viewer : viewers) {
            assertThat(viewer.lists()).hasSizeBetween(1, 3);
            assertThat(Story.of(viewer.connectionId(), viewer).replay()).hasSize(100);
            assertThat(viewer.lists())
                    .last()
                    .isEqualTo(snapshot.snapshot().users().toString());
        }
        assertThat(time.timers()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"GOODBYE, 1000", "LOST, 5000", "SILENT, 5000", "SLOW, 5000", "KICKED, 0", "ABORTED, 0"})
    void aUserStaysOnlineForAsLongAsTheReasonAllows(DisconnectReason reason, long millis) {
        Viewer anna = arrives("anna");
        Viewer bert = arrives("bert");
        pass(MINUTE);
        bert.end(reason);
        executor.run();
        if (millis > 0) {
            pass(Duration.ofMillis(millis).minusNanos(1));
            assertThat(anna.transitions()).containsExactly("+bert");
            pass(Duration.ofNanos(1));
        }
        assertThat(anna.transitions()).containsExactly("+bert", "-bert");
        assertThat(anna.lists()).last().isEqualTo("[anna]");
    }

    @Test
    void whoHasBeenKnownToBeGoneForTheGraceGoesAtOnce() {
        Viewer anna = arrives("anna");
        Viewer bert = arrives("bert");
        pass(MINUTE);
        bert.goneFor(Duration.ofSeconds(5));
        bert.end(DisconnectReason.LOST);
        executor.run();

        assertThat(anna.transitions()).containsExactly("+bert", "-bert");
    }

    /** A hub that aborts a connection, or a configuration without a grace for goodbyes, says nothing of other connections. */
    @Test
    void anEndWithoutAGraceLeavesThatOfAnotherConnection() {
        Viewer anna = arrives("anna");
        Viewer lost = arrives("bert", "bert's page");
        Viewer aborted = arrives("bert", "bert's phone");
        pass(MINUTE);
        lost.end(DisconnectReason.LOST);
        pass(Duration.ofSeconds(1));
        aborted.end(DisconnectReason.ABORTED);
        executor.run();
        pass(Duration.ofSeconds(4).minusNanos(1));
        assertThat(anna.transitions()).containsExactly("+bert");

        pass(Duration.ofNanos(1));
        assertThat(anna.transitions()).containsExactly("+bert", "-bert");
    }

    @Test
    void aReloadMakesNobodyBlink() {
        Viewer anna = arrives("anna");
        Viewer before = arrives("bert");
        pass(MINUTE);
        List<String> told = anna.told();
        before.end(DisconnectReason.LOST);
        pass(Duration.ofSeconds(3));
        Viewer after = arrives("bert", "bert reloaded");
        pass(MINUTE);
        assertThat(anna.told()).isEqualTo(told);
        assertThat(after.told()).containsExactly("[anna, bert]");
    }

    @Test
    void aUserIsOnlineUntilTheGraceOfItsLastConnectionIsOver() {
        Viewer anna = arrives("anna");
        Viewer tab = arrives("bert", "tab");
        Viewer phone = arrives("bert", "phone");
        tab.end(DisconnectReason.LOST);
        pass(MINUTE);
        assertThat(anna.transitions()).containsExactly("+bert");
        phone.end(DisconnectReason.GOODBYE);
        pass(Duration.ofSeconds(1));
        assertThat(anna.transitions()).containsExactly("+bert", "-bert");
    }

    @Test
    void aKickEndsTheGraceOfAnEarlierConnection() {
        Viewer anna = arrives("anna");
        Viewer tab = arrives("bert", "tab");
        Viewer phone = arrives("bert", "phone");
        tab.end(DisconnectReason.LOST);
        phone.end(DisconnectReason.KICKED);
        pass(MILLI.multipliedBy(20));
        assertThat(anna.transitions()).containsExactly("+bert", "-bert");
    }

    @Test
    void arrivingTwiceIsArrivingOnce() {
        Viewer anna = arrives("anna");
        engine.track(anna, "anna");
        pass(MINUTE);
        assertThat(anna.told()).containsExactly("[anna]");
        assertThat(anna.listeners()).isEqualTo(1);
    }

    @Test
    void aConnectionThatHasEndedDoesNotArrive() {
        Viewer anna = arrives("anna");
        Viewer bert = audience.viewer("bert");
        bert.end(DisconnectReason.LOST);
        engine.track(bert, "bert");
        pass(MINUTE);
        assertThat(anna.told()).containsExactly("[anna]");
        assertThat(snapshot.isOnline("bert")).isFalse();
    }

    @Test
    void aConnectionThatEndedAfterItArrivedDoesNotArriveAgain() {
        Viewer anna = arrives("anna");
        anna.end(DisconnectReason.KICKED);
        engine.track(anna, "anna");
        assertThat(snapshot.isOnline("anna")).isFalse();
    }

    @Test
    void whoLeavesWatchesNoMoreAndGoesAsAfterAGoodbye() {
        Viewer anna = arrives("anna");
        Viewer bert = arrives("bert");
        pass(MINUTE);
        List<String> told = bert.told();
        engine.untrack(bert);
        arrives("carl");
        pass(Duration.ofSeconds(1));
        pass(MINUTE);
        assertThat(anna.transitions()).containsExactly("+bert", "+carl", "-bert");
        assertThat(bert.told()).isEqualTo(told);
        bert.end(DisconnectReason.LOST);
        pass(MINUTE);
        pass(MINUTE);
        assertThat(anna.transitions()).containsExactly("+bert", "+carl", "-bert");
    }

    @Test
    void whoLeavesAndComesBackAThousandTimesIsListenedToOnce() {
        Viewer anna = arrives("anna");
        for (int i = 0; i < 1000; i++) {
            engine.untrack(anna);
            engine.track(anna, "anna");
        }
        assertThat(anna.listeners()).isEqualTo(1);
        anna.end(DisconnectReason.KICKED);
        assertThat(snapshot.isOnline("anna")).isFalse();
    }

    @Test
    void leavingWithoutHavingArrivedChangesNothing() {
        engine.untrack(audience.viewer("anna"));
        assertThat(snapshot.snapshot().version()).isZero();
        assertThat(time.timers()).isZero();
    }

    @Test
    void oneTimerRunsWhileSomethingIsDueAndNoneOtherwise() {
        Viewer anna = arrives("anna");
        assertThat(time.timers()).isZero();
        Viewer bert = arrives("bert");
        assertThat(time.timers()).as("the list").isEqualTo(1);
        pass(MINUTE);
        assertThat(time.timers()).isZero();
        anna.end(DisconnectReason.LOST);
        bert.end(DisconnectReason.GOODBYE);
        assertThat(time.timers()).as("two graces").isEqualTo(1);
        pass(MINUTE);
        assertThat(time.timers()).isZero();
        assertThat(snapshot.count()).isZero();
    }

    @Test
    void reloadsDoNotPileUpTimers() {
        Viewer last = arrives("anna", "0");
        pass(MINUTE);
        int before = time.scheduled();
        for (int i = 1; i <= 1000; i++) {
            last.end(i % 2 == 0 ? DisconnectReason.LOST : DisconnectReason.GOODBYE);
            last = arrives("anna", String.valueOf(i));
            pass(Duration.ofMillis(10));
            assertThat(time.timers()).isLessThanOrEqualTo(1);
        }
        assertThat(time.scheduled() - before).isLessThan(50); // ten seconds: not one for each
        pass(MINUTE);
        assertThat(time.timers()).isZero();
        assertThat(snapshot.snapshot().version()).isEqualTo(1);
    }

    @Test
    void aTimerThatSleptWakesOnceForAllThatIsOverdue() {
        Viewer anna = arrives("anna");
        arrives("bert").end(DisconnectReason.GOODBYE);
        arrives("carl").end(DisconnectReason.LOST);
        time.sleep(MINUTE);
        int before = time.scheduled();
        pass(Duration.ZERO);
        assertThat(anna.lists()).last().isEqualTo("[anna]");
        assertThat(time.scheduled() - before).isLessThanOrEqualTo(1);
        pass(MINUTE);
        assertThat(time.timers()).isZero();
    }

    @Test
    void whatNoThreadCouldBeHadForIsToldOnceThereIsOne() {
        Viewer anna = arrives("anna");
        pass(MINUTE); // no list waits whose alarm would help
        engine.track(audience.viewer("bert"), "bert");
        engine.track(audience.viewer("carl"), "carl");
        assertThat(executor.waiting()).isEqualTo(1);
        assertThat(anna.told()).containsExactly("[anna]");
        executor.run();
        assertThat(anna.transitions()).startsWith("+bert");
        pass(MINUTE);
        assertThat(anna.transitions()).containsExactly("+bert", "+carl");
    }

    @Test
    void whatATimerRefusedIsMadeUpForByTheNextCommand() {
        Viewer anna = arrives("anna");
        Viewer bert = arrives("bert");
        pass(MINUTE);
        time.refuses(true);
        bert.end(DisconnectReason.LOST);
        time.refuses(false);
        pass(MINUTE);
        arrives("carl");
        pass(MILLI);
        pass(MINUTE);
        assertThat(anna.transitions()).containsExactly("+bert", "+carl", "-bert");
    }

    @Test
    void whatATimerRefusedIsMadeUpForByTheTick() {
        Viewer anna = arrives("anna");
        Viewer bert = arrives("bert");
        pass(MINUTE);
        time.refuses(true);
        bert.end(DisconnectReason.LOST);
        pass(MINUTE);
        engine.tick();
        assertThat(time.timers()).isZero();
        time.refuses(false);
        assertThat(anna.transitions()).containsExactly("+bert");
        engine.tick();
        assertThat(time.timers()).isEqualTo(1);
        pass(MILLI);
        pass(MINUTE);
        assertThat(anna.transitions()).containsExactly("+bert", "-bert");
        assertThat(anna.lists()).last().isEqualTo("[anna]");
    }

    @Test
    void whoseGraceIsOverGoesWithTheTickIfTheTimerRingsNoMore() {
        Viewer anna = arrives("anna");
        Viewer bert = arrives("bert");
        pass(MINUTE);
        bert.end(DisconnectReason.LOST);
        time.sleep(MINUTE);
        engine.tick();
        pass(MILLI);
        assertThat(anna.transitions()).containsExactly("+bert", "-bert");
    }

    @Test
    void whatAStepThatFailedHasLeftIsDoneWithTheTick() {
        AtomicBoolean failing = new AtomicBoolean();
        PresenceEngine shaken = new PresenceEngine(
                PresenceOptions.DEFAULTS,
                () -> {
                    if (failing.getAndSet(false)) {
                        throw new StackOverflowError("announced");
                    }
                    return time.getAsLong();
                },
                executor,
                (task, delay, unit) -> time.schedule(
                        () -> {
                            failing.set(true);
                            task.run();
                        },
                        delay,
                        unit),
                new Counting(),
                new WatcherFeed(audience),
                lock);
        Viewer bert = audience.viewer("bert");
        shaken.track(bert, "bert");
        pass(MINUTE);
        failing.set(false);
        bert.end(DisconnectReason.LOST);
        pass(MINUTE);
        assertThat(snapshot.isOnline("bert")).as("the step failed").isTrue();

        shaken.tick();
        executor.run();

        assertThat(snapshot.isOnline("bert")).isFalse();
    }

    @Test
    void endsAreSilentWhenTheTimerIsGone() {
        Viewer anna = arrives("anna");
        time.refuses(true);
        anna.end(DisconnectReason.DRAINING); // throws nothing at the thread of a socket
        assertThat(snapshot.isOnline("anna")).isTrue();
    }

    @Test
    void aClosedBoardAsksForNoThreadsAndNoTimers() {
        Viewer anna = arrives("anna");
        Viewer bert = arrives("bert");
        bert.end(DisconnectReason.LOST);
        executor.run();
        engine.close();
        assertThat(time.timers()).isZero();
        anna.end(DisconnectReason.DRAINING);
        engine.tick();
        assertThat(executor.waiting()).isZero();
        assertThat(time.timers()).isZero();
    }

    @Test
    void whateverHappensToAConnectionIsOneStepUnderTheLock() {
        Viewer anna = audience.viewer("anna");
        engine.track(anna, "anna");
        assertThat(lock.taken()).as("comes").isEqualTo(1);
        engine.track(anna, "anna");
        assertThat(lock.taken()).as("is tracked already").isEqualTo(1);
        engine.untrack(anna);
        assertThat(lock.taken()).as("leaves").isEqualTo(1);
        engine.track(anna, "anna");
        assertThat(lock.taken()).as("is back").isEqualTo(1);
        anna.end(DisconnectReason.KICKED);
        assertThat(lock.taken()).as("ends").isEqualTo(1);
        engine.track(anna, "anna");
        assertThat(lock.taken()).as("has ended").isZero();
        assertThat(steps).containsExactly(1, 1);
    }

    @Test
    void whenManyGoTheLockIsFreeInBetweenAndTheOrderIsUnbroken() {
        int many = 10 * PresenceEngine.SLICE;
        Viewer anna = arrives("anna");
        List<Viewer> leaving = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            leaving.add(arrives("user" + i));
        }
        pass(MINUTE);
        leaving.forEach(viewer -> viewer.end(DisconnectReason.LOST));
        executor.run();
        int unused = lock.taken();
        steps.clear();
        Viewer zoe = audience.viewer("zoe");
        lock.whenFree(() -> engine.track(zoe, "zoe")); // behind the first slice

        pass(Duration.ofSeconds(5));

        assertThat(steps)
                .hasSize(11)
                .startsWith(PresenceEngine.SLICE, 1)
                .allMatch(each -> each <= PresenceEngine.SLICE);
        assertThat(snapshot.snapshot().users()).containsExactly("anna", "zoe");
        assertThat(snapshot.snapshot().version()).isEqualTo(1 + many + many + 1);
        pass(MINUTE);
        assertThat(anna.transitions().skip(many))
                .hasSize(many + 1)
                .element(PresenceEngine.SLICE)
                .isEqualTo("+zoe");
        assertThat(Story.of("anna", anna).replay()).containsExactly("anna", "zoe");
        assertThat(Story.of("zoe", zoe).replay()).containsExactly("anna", "zoe");
        assertThat(zoe.transitions()).hasSize(many - PresenceEngine.SLICE);
        assertThat(time.timers()).isZero();
    }

    @Test
    void oneTimerServesAllWhoGoAtOnce() {
        List<Viewer> leaving = new ArrayList<>();
        for (int i = 0; i < 10 * PresenceEngine.SLICE; i++) {
            leaving.add(arrives("user" + i));
        }
        pass(MINUTE);
        leaving.forEach(viewer -> viewer.end(DisconnectReason.LOST));
        int before = time.scheduled();
        time.sleep(MINUTE);
        lock.whenFree(() -> arrives("zoe"));
        pass(Duration.ZERO);
        assertThat(snapshot.snapshot().users()).containsExactly("zoe");
        assertThat(time.scheduled() - before).isLessThanOrEqualTo(2); // the list
        pass(MINUTE);
        assertThat(time.timers()).isZero();
    }

    @Test
    void aNewcomersListIsThatOfItsArrivalHoweverLateItIsTold() {
        Viewer anna = audience.viewer("anna");
        Viewer bert = audience.viewer("bert");
        engine.track(anna, "anna");
        engine.track(bert, "bert");
        bert.end(DisconnectReason.KICKED);
        engine.track(audience.viewer("carl"), "carl");
        executor.run();
        assertThat(anna.told()).first().isEqualTo("[anna]");
        pass(MINUTE);
        assertThat(anna.transitions()).containsExactly("+bert", "-bert", "+carl");
        assertThat(Story.of("anna", anna).replay()).containsExactly("anna", "carl");
    }

    private Viewer arrives(String user) {
        return arrives(user, user);
    }

    private Viewer arrives(String user, String connection) {
        Viewer viewer = audience.viewer(connection);
        engine.track(viewer, user);
        executor.run();
        return viewer;
    }

    /** In steps, so that what the timer had told is told at its time. */
    private void pass(Duration duration) {
        long end = time.getAsLong() + duration.toNanos();
        do {
            executor.run();
            time.pass(Duration.ofNanos(Math.min(STEP.toNanos(), end - time.getAsLong())));
            executor.run();
        } while (time.getAsLong() < end);
    }
}
