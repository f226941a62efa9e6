package org.presencehub.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class DrainLoopTest {
    private static final int STEPS = 20_000;

    private final Queue<Runnable> due = new ConcurrentLinkedQueue<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final DrainLoop loop = new DrainLoop(due::poll, failures::add);

    @Test
    void takesStepsInOrder() {
        List<Integer> taken = new ArrayList<>();
        due.add(() -> taken.add(1));
        due.add(() -> taken.add(2));

        loop.run();

        assertThat(taken).containsExactly(1, 2);
    }

    @Test
    void aStepThatAsksForMoreReturnsBeforeThatIsTaken() {
        List<String> seen = new ArrayList<>();
        due.add(() -> {
            due.add(() -> seen.add("second"));
            loop.run();
            seen.add("first");
        });

        loop.run();

        assertThat(seen).containsExactly("first", "second");
    }

    @Test
    void whatAnotherThreadBringsWhileAStepRunsIsTakenBehindItOnTheSameThread() throws InterruptedException {
        List<Thread> takers = new ArrayList<>();
        due.add(() -> {
            Thread other = new Thread(() -> {
                due.add(() -> takers.add(Thread.currentThread()));
                loop.run();
            });
            other.start();
            join(other);
            assertThat(takers).isEmpty();
        });

        loop.run();

        assertThat(takers).containsExactly(Thread.currentThread());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void noStepIsLeftBehindHoweverThreadsMeet() throws InterruptedException {
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(2);
        Runnable asking = () -> {
            for (int i = 0; i < STEPS; i++) {
                due.add(taken::incrementAndGet);
                loop.run();
            }
            done.countDown();
        };
        new Thread(asking).start();
        new Thread(asking).start();

        done.await();

        assertThat(taken).hasValue(2 * STEPS); // the last to ask finds nobody running, or is heard
    }

    @Test
    void aStepThatThrowsHarmsNoOther() {
        AtomicInteger taken = new AtomicInteger();
        due.add(() -> {
            throw new IllegalStateException("broken");
        });
        due.add(() -> {
            throw new StackOverflowError("broken, too");
        });
        due.add(taken::incrementAndGet);

        loop.run();

        assertThat(taken).hasValue(1);
        assertThat(failures).extracting(Throwable::getMessage).containsExactly("broken", "broken, too");
    }
}
