package org.presencehub.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.presencehub.testing.HandCrankedExecutor;
import org.presencehub.testing.HandCrankedExecutor.Refusal;
import org.presencehub.testing.RecordedLog;

class ClockTest {
    private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 3); // it goes on behind the greatest number
    private final Clock clock = new Clock(new ThreadPools(time::get, Thread::new), time::get);
    private final HandCrankedExecutor executor = new HandCrankedExecutor();
    private final List<String> ran = new ArrayList<>();

    @CanIgnoreReturnValue
    private Future<?> schedule(String task, long delay) {
        return clock.schedule(executor, () -> ran.add(task), delay, TimeUnit.NANOSECONDS);
    }

    private void pass(long nanos) {
        time.addAndGet(nanos);
        clock.come();
        executor.run();
    }

    @Test
    void tasksAreHandedOverAtTheirTimesInTheirOrder() {
        schedule("ten", 10);
        schedule("five", 5);
        schedule("five, too", 5);
        pass(4);
        assertThat(ran).isEmpty();
        pass(1);
        assertThat(ran).containsExactly("five", "five, too");
        pass(100);
        assertThat(ran).containsExactly("five", "five, too", "ten");
    }

    @Test
    void nothingRunsOnTheThreadOfTheClock() {
        schedule("task", 1);
        time.addAndGet(1);
        clock.come();
        assertThat(ran).isEmpty();
        assertThat(executor.waiting()).isEqualTo(1);
    }

    @Test
    void aDelayThatIsOverIsNone() {
        schedule("task", -5);
        pass(0);
        assertThat(ran).containsExactly("task");
    }

    @Test
    void whatIsCancelledDoesNotRunAndIsForgotten() {
        Future<?> first = schedule("first", 5);
        Future<?> second = schedule("second", 5);
        assertThat(first.cancel(true)).isTrue();
        pass(5);
        assertThat(ran).containsExactly("second");
        assertThat(second.isDone()).isTrue();
        assertThat(second.cancel(true)).isFalse();
    }

    @Test
    void itComesAgainForWhatIsNextAndWithinASecond() {
        assertThat(clock.come()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
        clock.schedule(executor, () -> {}, 1, TimeUnit.HOURS);
        assertThat(clock.come()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
        schedule("task", 7);
        assertThat(clock.come()).isEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource
    void whatAnExecutorRefusesIsHandedOverASecondLaterAndKeepsNoOtherFromItsTime(Refusal how) {
        HandCrankedExecutor refusing = new HandCrankedExecutor();
        refusing.refuses(how);
        try (RecordedLog log = RecordedLog.of("org.presencehub.work")) {
            clock.schedule(refusing, () -> ran.add("refused"), 5, TimeUnit.NANOSECONDS);
            Future<?> cancelled = clock.schedule(refusing, () -> ran.add("cancelled"), 5, TimeUnit.NANOSECONDS);
            schedule("other", 5);
            pass(5);
            assertThat(ran).containsExactly("other");
            assertThat(log.lines()).hasSize(2);
            cancelled.cancel(false);
            refusing.refuses(false);
            pass(TimeUnit.SECONDS.toNanos(1));
            refusing.run();
            assertThat(ran).containsExactly("other", "refused");
        }
    }

    @Test
    void aTaskThatIsDueBeforeAllOthersWakesTheClock() {
        ThreadPools pools = new ThreadPools(System::nanoTime, task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        });
        Clock running = new Clock(pools);
        running.start();
        CompletableFuture<String> thread = new CompletableFuture<>();
        for (int i = 0; i < 5; i++) {
            running.schedule(pools.pool("test", 1), () -> {}, 1, TimeUnit.HOURS);
        }
        running.schedule(
                pools.pool("test", 1),
                () -> thread.complete(Thread.currentThread().getName()),
                1,
                TimeUnit.MILLISECONDS);
        await().until(thread::isDone);
        assertThat(thread).isCompletedWithValue("presencehub-test-1");
        pools.shutDown();
    }
}
