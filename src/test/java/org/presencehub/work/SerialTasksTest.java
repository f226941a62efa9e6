package org.presencehub.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.presencehub.testing.HandCrankedExecutor;
import org.presencehub.testing.HandCrankedExecutor.Refusal;
import org.presencehub.testing.RecordedLog;

class SerialTasksTest {
    private final HandCrankedExecutor executor = new HandCrankedExecutor();
    private final SerialTasks tasks = new SerialTasks("testing", executor);
    private final List<String> ran = new ArrayList<>();

    @Test
    void tasksRunInOrderAndOnlyOnceStarted() {
        tasks.add(() -> ran.add("one"));
        tasks.add(() -> ran.add("two"));
        executor.run();
        assertThat(ran).isEmpty();
        tasks.start();
        executor.run();
        assertThat(ran).containsExactly("one", "two");
    }

    @Test
    void oneTaskOfTheExecutorRunsAll() {
        tasks.add(() -> ran.add("one"));
        tasks.start();
        tasks.add(() -> ran.add("two"));
        tasks.start();
        assertThat(executor.waiting()).isEqualTo(1);
        executor.run();
        assertThat(ran).containsExactly("one", "two");
    }

    @Test
    void startingWithNothingToDoTakesNoThread() {
        tasks.start();
        assertThat(executor.waiting()).isZero();
    }

    @Test
    void whatATaskAddsRunsToo() {
        tasks.add(() -> {
            tasks.add(() -> ran.add("two"));
            tasks.start();
            ran.add("one");
        });
        tasks.start();
        executor.run();
        assertThat(ran).containsExactly("one", "two");
    }

    @Test
    void aTaskThatThrowsStopsNoOther() {
        tasks.add(() -> {
            throw new IllegalStateException("announced");
        });
        tasks.add(() -> {
            throw new StackOverflowError("announced");
        });
        tasks.add(() -> ran.add("three"));
        tasks.start();
        executor.run();
        tasks.add(() -> ran.add("four"));
        tasks.start();
        executor.run();
        assertThat(ran).containsExactly("three", "four");
    }

    @Test
    void whatATaskThrowsIsLoggedWithWhatItBelongsTo() {
        try (RecordedLog log = RecordedLog.of("org.presencehub.work")) {
            tasks.add(() -> {
                throw new StackOverflowError("announced");
            });
            tasks.start();
            executor.run();
            assertThat(log.lines()).containsExactly("A task failed, those behind it go on. It belonged to: testing.");
        }
    }

    @Test
    void afterManyTasksOthersOfTheExecutorHaveTheirTurn() {
        for (int i = 0; i < 1_001; i++) {
            tasks.add(() -> ran.add("task"));
        }
        tasks.start();
        executor.execute(() -> ran.add("other"));
        executor.run();
        assertThat(ran).hasSize(1_002).element(1_000).isEqualTo("other");
    }

    @Test
    void noTaskIsLeftBehindAndNoTwoRunAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        SerialTasks contended = new SerialTasks("testing", threads);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        AtomicInteger atOnce = new AtomicInteger();
        int[] count = {0}; // by one thread at a time, each seeing what the one before wrote
        Runnable task = () -> {
            atOnce.accumulateAndGet(inside.incrementAndGet(), Math::max);
            count[0]++;
            inside.decrementAndGet();
            done.incrementAndGet();
        };
        List<Thread> adders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            adders.add(new Thread(() -> {
                for (int n = 0; n < 20_000; n++) {
                    contended.add(task);
                    contended.start();
                }
            }));
        }
        adders.forEach(Thread::start);
        for (Thread adder : adders) {
            adder.join();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> done.get() == 80_000);
        threads.shutdown();
        assertThat(count[0]).isEqualTo(80_000);
        assertThat(atOnce).hasValue(1);
    }

    @Test
    void aTaskAddedWhileTheLastOneEndsIsNotForgotten() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        SerialTasks contended = new SerialTasks("testing", threads);
        AtomicInteger count = new AtomicInteger();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        for (int n = 1; n <= 30_000 && System.nanoTime() < deadline; n++) {
            int moments = n % 100;
            contended.add(() -> {
                count.incrementAndGet();
                linger(moments); // so that the next one is added now a little before and now a little after the end
            });
            contended.start();
            while (count.get() < n && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
        }
        assertThat(count).as("tasks run").hasValue(30_000);
        threads.shutdown();
    }

    private static void linger(int moments) {
        for (int i = 0; i < moments; i++) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAnExecutorRefusesRunsWhenSomebodyStartsAgain(Refusal how) {
        HandCrankedExecutor refusing = new HandCrankedExecutor();
        SerialTasks tasks = new SerialTasks("testing", refusing);
        List<String> ran = new ArrayList<>();
        tasks.add(() -> ran.add("one"));
        refusing.refuses(how);
        assertThatThrownBy(tasks::start).isInstanceOf(Throwable.class);
        refusing.refuses(false);
        tasks.add(() -> ran.add("two"));
        tasks.start();
        refusing.run();
        assertThat(ran).containsExactly("one", "two");
    }
}
