package org.presencehub.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.presencehub.testing.HandCrankedExecutor;
import org.presencehub.testing.HandCrankedExecutor.Refusal;
import org.presencehub.testing.Sneaky;

final class DrainLoopTest {
    private static final int STEPS = 20_000;

    private final Queue<Runnable> due = new ConcurrentLinkedQueue<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final HandCrankedExecutor executor = new HandCrankedExecutor();
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
    void whoAsksJustAfterTheLastLookIsHeard() {
        List<String> taken = new ArrayList<>();
        AtomicInteger looks = new AtomicInteger();
        DrainLoop[] loop = new DrainLoop[1];
        loop[0] = new DrainLoop(
                () -> {
                    Runnable step = due.poll();
                    if (looks.incrementAndGet() == 1) { // as another thread would, while this one finds nothing
                        due.add(() -> taken.add("step"));
                        loop[0].run();
                    }
                    return step;
                },
                failures::add);

        loop[0].run();

        assertThat(taken).containsExactly("step");
        assertThat(looks).hasValue(3);
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

    @Test
    void aStepMayThrowWhatItDoesNotDeclare() {
        AtomicInteger taken = new AtomicInteger();
        due.add(() -> {
            throw Sneaky.throwing(new IOException("broken"));
        });
        due.add(taken::incrementAndGet);

        loop.run();

        assertThat(taken).hasValue(1);
        assertThat(failures).hasSize(1).first().isInstanceOf(IOException.class);
    }

    @Test
    void whoeverCannotDecideIsAskedAgainWhenSomebodyAsks() {
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        DrainLoop undecided = new DrainLoop(
                () -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new StackOverflowError("undecided");
                    }
                    return due.poll();
                },
                failures::add);
        due.add(taken::incrementAndGet);

        undecided.run();
        assertThat(taken).hasValue(0);
        undecided.run();

        assertThat(taken).hasValue(1);
        assertThat(failures).hasSize(1);
    }

    @Test
    void whoeverCanNeverDecideIsAskedOnceEachTime() {
        DrainLoop undecided = new DrainLoop(
                () -> {
                    throw new IllegalStateException("undecided");
                },
                failures::add);

        undecided.run();
        undecided.run();

        assertThat(failures).hasSize(2);
    }

    @Test
    void whoHearsOfAFailureMayAskFromThere() {
        List<String> seen = new ArrayList<>();
        DrainLoop[] mended = new DrainLoop[1];
        mended[0] = new DrainLoop(due::poll, failure -> {
            due.add(() -> seen.add("mended"));
            mended[0].run();
            seen.add("heard");
        });
        due.add(() -> {
            throw new IllegalStateException("broken");
        });

        mended[0].run();

        assertThat(seen).containsExactly("heard", "mended");
    }

    @Test
    void aStepThatIsTheLastOneMayAskAndNobodyIsForgotten() {
        AtomicInteger taken = new AtomicInteger();
        due.add(loop::run); // finds nothing, but has been heard
        loop.run();
        due.add(taken::incrementAndGet);

        loop.run();

        assertThat(taken).hasValue(1);
    }

    @Test
    void askingOftenTakesTheExecutorOnce() {
        List<Integer> taken = new ArrayList<>();
        DrainLoop started = new DrainLoop(executor, 10, due::poll, failures::add);
        due.add(() -> taken.add(1));
        started.start();
        due.add(() -> taken.add(2));
        started.start();
        started.run();
        assertThat(taken).isEmpty();
        assertThat(executor.waiting()).isEqualTo(1);

        executor.run();

        assertThat(taken).containsExactly(1, 2);
    }

    @Test
    void twoLoopsOnOneExecutorTakeTurns() {
        List<String> taken = new ArrayList<>();
        for (String each : List.of("a", "b")) {
            Queue<Runnable> steps = new ArrayDeque<>();
            for (int i = 1; i <= 5; i++) {
                String step = each + i;
                steps.add(() -> taken.add(step));
            }
            new DrainLoop(executor, 2, steps::poll, failures::add).start();
        }

        executor.run();

        assertThat(taken).containsExactly("a1", "a2", "b1", "b2", "a3", "a4", "b3", "b4", "a5", "b5");
    }

    @Test
    void aBurstWithNothingBehindItTakesNoOtherTurn() {
        AtomicInteger taken = new AtomicInteger();
        DrainLoop started = new DrainLoop(executor, 2, due::poll, failures::add);
        due.add(taken::incrementAndGet);
        due.add(taken::incrementAndGet);
        started.start();

        executor.runOne();

        assertThat(taken).hasValue(2);
        assertThat(executor.waiting()).isZero();
    }

    @Test
    void whoAsksBetweenTwoBurstsTakesNoOtherTurn() {
        List<Integer> taken = new ArrayList<>();
        DrainLoop started = new DrainLoop(executor, 1, due::poll, failures::add);
        due.add(() -> taken.add(1));
        due.add(() -> taken.add(2));
        started.start();
        executor.runOne();
        due.add(() -> taken.add(3));
        started.start();
        started.run();
        assertThat(taken).as("taken by nobody else").containsExactly(1);

        executor.run();

        assertThat(taken).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @EnumSource
    void whatAnExecutorRefusesWaitsForTheNextToAsk(Refusal how) {
        List<Integer> taken = new ArrayList<>();
        DrainLoop started = new DrainLoop(executor, 1, due::poll, failures::add);
        executor.refuses(how);
        due.add(() -> taken.add(1));
        due.add(() -> taken.add(2));
        assertThatThrownBy(started::start).isInstanceOf(Throwable.class);
        executor.refuses(false);

        started.start();
        executor.run();

        assertThat(taken).containsExactly(1, 2);
    }

    @ParameterizedTest
    @EnumSource
    void whatAnExecutorRefusesInTheMiddleWaitsForTheNextToAsk(Refusal how) {
        List<Integer> taken = new ArrayList<>();
        DrainLoop started = new DrainLoop(executor, 1, due::poll, failures::add);
        due.add(() -> taken.add(1));
        due.add(() -> taken.add(2));
        due.add(() -> taken.add(3));
        started.start();
        executor.refuses(how);
        assertThatThrownBy(executor::runOne).isInstanceOf(Throwable.class);
        executor.refuses(false);

        started.start();
        executor.run();

        assertThat(taken).containsExactly(1, 2, 3);
    }

    @Test
    void noTwoStepsRunAtOnceHoweverOftenTheLoopGivesWay() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        int[] count = {0}; // by one thread at a time, each seeing what the one before wrote
        DrainLoop giving = new DrainLoop(threads, 3, due::poll, failures::add);
        Runnable asking = () -> {
            for (int i = 0; i < STEPS; i++) {
                due.add(() -> {
                    atOnce.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    count[0]++;
                    inside.decrementAndGet();
                    taken.incrementAndGet();
                });
                giving.start();
            }
        };
        new Thread(asking).start();
        new Thread(asking).start();

        await().until(() -> taken.get() == 2 * STEPS);

        threads.shutdown();
        assertThat(atOnce).hasValue(1);
        assertThat(count[0]).isEqualTo(2 * STEPS);
    }

    @Test
    void whoeverClosesInAStepIsDoneWithIt() {
        List<Integer> taken = new ArrayList<>();
        AtomicBoolean closed = new AtomicBoolean();
        DrainLoop closing = new DrainLoop(() -> closed.get() ? null : due.poll(), failures::add);
        due.add(() -> {
            taken.add(1);
            closed.set(true);
        });
        due.add(() -> taken.add(2));

        closing.run();
        closing.run();

        assertThat(taken).containsExactly(1);
    }

    @Test
    void whoCannotEvenSayAFailureLeavesTheLoopToTheNextToAsk() {
        List<Integer> taken = new ArrayList<>();
        DrainLoop silent = new DrainLoop(due::poll, failure -> {
            throw new StackOverflowError("the end of the stack");
        });
        due.add(() -> {
            throw new StackOverflowError("the end of the stack");
        });
        due.add(() -> taken.add(2));
        assertThatThrownBy(silent::run).isInstanceOf(StackOverflowError.class);
        assertThat(taken).isEmpty();

        silent.run();

        assertThat(taken).containsExactly(2);
    }

    @Test
    void onAnExecutorTheLoopGoesOnThoughNobodyCanSayAFailure() {
        List<Integer> taken = new ArrayList<>();
        DrainLoop silent = new DrainLoop(executor, 10, due::poll, failure -> {
            throw new OutOfMemoryError("announced");
        });
        due.add(() -> {
            throw new OutOfMemoryError("announced");
        });
        due.add(() -> taken.add(2));
        silent.start();

        executor.run();

        assertThat(taken).containsExactly(2);
    }
}
