package org.presencehub.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.RecordedLog;

class AlarmTest {
    private final HandCrankedTime time = new HandCrankedTime();
    private final List<Long> rang = new ArrayList<>();
    private final Alarm alarm = new Alarm(time, time, () -> rang.add(time.getAsLong()));

    @Test
    void ringsOnce() {
        alarm.setFor(5);
        assertThat(time.timers()).isEqualTo(1);
        time.pass(Duration.ofNanos(100));
        assertThat(rang).containsExactly(5L);
        assertThat(time.timers()).isZero();
    }

    @Test
    void theEarliestTimeReplacesAllOthers() {
        alarm.setFor(5);
        alarm.setFor(3);
        alarm.setFor(4);
        assertThat(time.timers()).isEqualTo(1);
        time.pass(Duration.ofNanos(100));
        assertThat(rang).containsExactly(3L);
    }

    @Test
    void aTimeThatHasPassedRingsAtOnce() {
        time.pass(Duration.ofNanos(10));
        alarm.setFor(3);
        time.pass(Duration.ZERO);
        assertThat(rang).containsExactly(10L);
    }

    @Test
    void neverIsNoTime() {
        alarm.setFor(Alarm.NEVER);
        assertThat(time.timers()).isZero();
    }

    @Test
    void aCancelledAlarmIsSilentAndCanBeSetAgain() {
        alarm.setFor(5);
        alarm.cancel();
        assertThat(time.timers()).isZero();
        alarm.setFor(7);
        time.pass(Duration.ofNanos(100));
        assertThat(rang).containsExactly(7L);
    }

    @Test
    void aTimerThatWasCancelledTooLateIsSilent() {
        List<Runnable> started = new ArrayList<>();
        Alarm late = new Alarm(
                time,
                (task, delay, unit) -> {
                    started.add(task);
                    return new CompletableFuture<Void>();
                },
                () -> rang.add(time.getAsLong()));
        late.setFor(5);
        late.setFor(3);
        started.get(0).run();
        assertThat(rang).isEmpty();
        started.get(1).run();
        assertThat(rang).hasSize(1);
    }

    @Test
    void aRefusedTimeLeavesTheOneBefore() {
        alarm.setFor(5);
        time.refuses(true);
        alarm.setFor(3);
        time.pass(Duration.ofNanos(100));
        assertThat(rang).containsExactly(5L);
    }

    @Test
    void aRefusedTimeCanBeAskedForAgain() {
        time.refuses(true);
        alarm.setFor(5);
        time.refuses(false);
        alarm.setFor(5);
        time.pass(Duration.ofNanos(100));
        assertThat(rang).containsExactly(5L);
    }

    @Test
    void aRefusedTimeIsAskedForAgainByTheTick() {
        time.refuses(true);
        alarm.setFor(5);
        alarm.tick();
        assertThat(time.timers()).isZero();
        time.refuses(false);
        alarm.tick();
        alarm.tick();
        assertThat(time.scheduled()).isEqualTo(1);
        time.pass(Duration.ofNanos(100));
        assertThat(rang).containsExactly(5L);
    }

    @Test
    void whateverTheTimerThrowsIsARefusal() {
        Error noMemory = new OutOfMemoryError("announced");
        List<Runnable> started = new ArrayList<>();
        boolean[] refusing = {true};
        Alarm alarm = new Alarm(
                time,
                (task, delay, unit) -> {
                    if (refusing[0]) {
                        throw noMemory;
                    }
                    started.add(task);
                    return new CompletableFuture<Void>();
                },
                () -> rang.add(time.getAsLong()));
        alarm.setFor(5);
        refusing[0] = false;
        alarm.tick();
        started.get(0).run();
        assertThat(rang).hasSize(1);
    }

    @Test
    void aRefusedTimeDoesNotHideALaterOneThatIsAskedForNext() {
        time.refuses(true);
        alarm.setFor(5);
        time.refuses(false);
        alarm.setFor(7);
        time.pass(Duration.ofNanos(6));
        assertThat(rang).containsExactly(5L);
    }

    @Test
    void aTimerThatRingsBeforeItReturnsIsHeardOnce() {
        Alarm hasty = new Alarm(
                time,
                (task, delay, unit) -> {
                    task.run();
                    return new CompletableFuture<Void>();
                },
                () -> rang.add(time.getAsLong()));
        hasty.setFor(0);
        hasty.tick();
        assertThat(rang).containsExactly(0L);
        hasty.setFor(0);
        assertThat(rang).hasSize(2);
    }

    @Test
    void theTickOfAnAlarmThatIsNotSetStartsNoTimer() {
        alarm.tick();
        alarm.setFor(5);
        alarm.cancel();
        alarm.tick();
        assertThat(time.timers()).isZero();
    }

    @Test
    void aTimeThatTheTimerHasLostRingsByTheTickAndThatIsSaidOnce() {
        List<Runnable> started = new ArrayList<>();
        Alarm losing = new Alarm(
                time,
                (task, delay, unit) -> {
                    started.add(task);
                    return new CompletableFuture<Void>();
                },
                () -> rang.add(time.getAsLong()));
        try (RecordedLog log = RecordedLog.of("org.presencehub.presence")) {
            losing.setFor(5);
            time.pass(Duration.ofSeconds(2));
            losing.tick();
            assertThat(started).as("not late for long enough").hasSize(1);
            time.pass(Duration.ofSeconds(1));
            losing.tick();
            time.pass(Duration.ofSeconds(3));
            losing.tick();
            assertThat(started).hasSize(3);
            started.get(0).run();
            started.get(1).run();
            assertThat(rang).isEmpty();
            started.get(2).run();
            assertThat(rang).hasSize(1);
            assertThat(log.lines()).hasSize(1);

            losing.setFor(time.getAsLong());
            time.pass(Duration.ofSeconds(3));
            losing.tick();
            assertThat(log.lines()).hasSize(2);
        }
    }
}
