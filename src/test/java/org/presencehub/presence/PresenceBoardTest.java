package org.presencehub.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.DisconnectReason;
import org.presencehub.presence.Audience.Viewer;
import org.presencehub.testing.HandCrankedExecutor;

/** The board with clock, timer and executor cranked by hand. */
class PresenceBoardTest {
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration STEP = Duration.ofMillis(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final HandCrankedTime time = new HandCrankedTime();
    private final HandCrankedExecutor executor = new HandCrankedExecutor();
    private final Audience audience = new Audience();
    private final Roster roster = new Roster();
    private final PresenceBoard board =
            new PresenceBoard(PresenceOptions.DEFAULTS, time, executor, time, roster, new WatcherFeed(audience));

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
        board.arrive(audience.viewer("anna"), "anna");
        assertThat(roster.isOnline("anna")).isTrue();
        assertThat(roster.count()).isEqualTo(1);
        assertThat(roster.snapshot().version()).isEqualTo(1);
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
                    .isEqualTo(roster.snapshot().users().toString());
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
        board.arrive(anna, "anna");
        pass(MINUTE);
        assertThat(anna.told()).containsExactly("[anna]");
        assertThat(anna.listeners()).isEqualTo(1);
    }

    @Test
    void aConnectionThatHasEndedDoesNotArrive() {
        Viewer anna = arrives("anna");
        Viewer bert = audience.viewer("bert");
        bert.end(DisconnectReason.LOST);
        board.arrive(bert, "bert");
        pass(MINUTE);
        assertThat(anna.told()).containsExactly("[anna]");
        assertThat(roster.isOnline("bert")).isFalse();
    }

    @Test
    void aConnectionThatEndedAfterItArrivedDoesNotArriveAgain() {
        Viewer anna = arrives("anna");
        anna.end(DisconnectReason.KICKED);
        board.arrive(anna, "anna");
        assertThat(roster.isOnline("anna")).isFalse();
    }

    @Test
    void whoLeavesWatchesNoMoreAndGoesAsAfterAGoodbye() {
        Viewer anna = arrives("anna");
        Viewer bert = arrives("bert");
        pass(MINUTE);
        List<String> told = bert.told();
        board.leave(bert);
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
            board.leave(anna);
            board.arrive(anna, "anna");
        }
        assertThat(anna.listeners()).isEqualTo(1);
        anna.end(DisconnectReason.KICKED);
        assertThat(roster.isOnline("anna")).isFalse();
    }

    @Test
    void leavingWithoutHavingArrivedChangesNothing() {
        board.leave(audience.viewer("anna"));
        assertThat(roster.snapshot().version()).isZero();
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
        assertThat(roster.count()).isZero();
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
        assertThat(roster.snapshot().version()).isEqualTo(1);
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
    void whatAFullExecutorRefusedIsToldLater() {
        Viewer anna = arrives("anna");
        pass(MINUTE); // no list waits whose alarm would help
        executor.refuses(true);
        board.arrive(audience.viewer("bert"), "bert");
        executor.refuses(false);
        assertThat(anna.told()).containsExactly("[anna]");
        pass(Duration.ofSeconds(1));
        assertThat(anna.told()).containsExactly("[anna]", "+bert", "[anna, bert]");
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
    void endsAreSilentWhenExecutorAndTimerAreGone() {
        Viewer anna = arrives("anna");
        executor.refuses(true);
        time.refuses(true);
        anna.end(DisconnectReason.DRAINING); // throws nothing at the thread of a socket
        assertThat(roster.isOnline("anna")).isTrue();
    }

    @Test
    void aClosedBoardAsksForNoThreadsAndNoTimers() {
        Viewer anna = arrives("anna");
        Viewer bert = arrives("bert");
        bert.end(DisconnectReason.LOST);
        executor.run();
        board.close();
        assertThat(time.timers()).isZero();
        anna.end(DisconnectReason.DRAINING);
        assertThat(executor.waiting()).isZero();
        assertThat(time.timers()).isZero();
    }

    private Viewer arrives(String user) {
        return arrives(user, user);
    }

    private Viewer arrives(String user, String connection) {
        Viewer viewer = audience.viewer(connection);
        board.arrive(viewer, user);
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
