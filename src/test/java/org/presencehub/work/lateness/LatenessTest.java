package org.presencehub.work.lateness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LatenessTest {
    private static final long MILLISECOND = Duration.ofMillis(1).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final AtomicLong clock = new AtomicLong(-5);
    private final Queue<Runnable> busy = new ArrayDeque<>();
    private final List<Executor> threads = List.of(Runnable::run, busy::add);
    private final Lateness lateness = new Lateness(() -> threads, clock::get);

    private long afterASecond() {
        clock.addAndGet(SECOND);
        return lateness.take();
    }

    private void after(long nanos) {
        clock.addAndGet(nanos);
        busy.remove().run();
        clock.addAndGet(SECOND - nanos);
    }

    @Test
    void whoServesAtOnceIsNotLate() {
        for (int seconds = 0; seconds < 3; seconds++) {
            assertThat(afterASecond()).isZero();
            busy.remove().run();
        }
    }

    @Test
    void whatIsUsualDoesNotCount() {
        afterASecond();
        after(99 * MILLISECOND);
        assertThat(lateness.take()).isZero();
    }

    @Test
    void theServerIsLateForAsLongAsItsThreadDidNotCome() {
        afterASecond();
        after(400 * MILLISECOND);
        assertThat(lateness.take()).isEqualTo(400 * MILLISECOND);
        busy.remove().run();
        assertThat(afterASecond()).isZero();
    }

    @Test
    void aQuarterOfTheTimeCountsInAnyCase() {
        afterASecond();
        assertThat(afterASecond()).isEqualTo(750 * MILLISECOND);
        assertThat(afterASecond()).isEqualTo(750 * MILLISECOND);
        assertThat(busy).as("one task each at a time").hasSize(1);

        after(300 * MILLISECOND);
        assertThat(lateness.take()).as("of the last second").isEqualTo(300 * MILLISECOND);
    }

    @Test
    void aProcessThatStoodStillWasNotThere() {
        afterASecond();
        busy.remove().run();
        clock.addAndGet(60 * SECOND);
        assertThat(lateness.take()).isEqualTo(58 * SECOND);
    }

    @Test
    void whoEndsIsNotLate() {
        Executor ended = task -> {
            throw new RejectedExecutionException();
        };
        Lateness ending = new Lateness(() -> List.of(ended), clock::get);
        for (int seconds = 0; seconds < 3; seconds++) {
            clock.addAndGet(SECOND);
            assertThat(ending.take()).isZero();
        }
    }
}
