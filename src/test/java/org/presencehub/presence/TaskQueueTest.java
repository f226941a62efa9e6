package org.presencehub.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.HandCrankedExecutor;

class TaskQueueTest {
    private final HandCrankedExecutor executor = new HandCrankedExecutor();
    private final TaskQueue queue = new TaskQueue(executor);
    private final List<String> ran = new ArrayList<>();

    @Test
    void tasksRunInOrderAndOnlyOnceStarted() {
        queue.add(() -> ran.add("one"));
        queue.add(() -> ran.add("two"));
        executor.run();
        assertThat(ran).isEmpty();
        assertThat(queue.start()).isTrue();
        executor.run();
        assertThat(ran).containsExactly("one", "two");
    }

    @Test
    void oneTaskOfTheExecutorRunsAll() {
        queue.add(() -> ran.add("one"));
        queue.start();
        queue.add(() -> ran.add("two"));
        queue.start();
        assertThat(executor.waiting()).isEqualTo(1);
        executor.run();
        assertThat(ran).containsExactly("one", "two");
    }

    @Test
    void startingWithNothingToDoTakesNoThread() {
        assertThat(queue.start()).isTrue();
        assertThat(executor.waiting()).isZero();
    }

    @Test
    void whatATaskAddsRunsToo() {
        queue.add(() -> {
            queue.add(() -> ran.add("two"));
            queue.start();
            ran.add("one");
        });
        queue.start();
        executor.run();
        assertThat(ran).containsExactly("one", "two");
    }

    @Test
    void aTaskThatThrowsStopsNoOther() {
        queue.add(() -> {
            throw new IllegalStateException("announced");
        });
        queue.add(() -> {
            throw new StackOverflowError("announced");
        });
        queue.add(() -> ran.add("three"));
        queue.start();
        executor.run();
        queue.add(() -> ran.add("four"));
        queue.start();
        executor.run();
        assertThat(ran).containsExactly("three", "four");
    }

    @Test
    void whatWasRefusedWaitsForAnotherStart() {
        executor.refuses(true);
        queue.add(() -> ran.add("one"));
        assertThat(queue.start()).isFalse();
        executor.refuses(false);
        assertThat(queue.start()).isTrue();
        executor.run();
        assertThat(ran).containsExactly("one");
    }

    @Test
    void noTaskIsLeftBehindAndNoTwoRunAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        TaskQueue contended = new TaskQueue(threads);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger atOnce = new AtomicInteger();
        int[] count = {0}; // by one thread at a time, each seeing what the one before wrote
        Runnable task = () -> {
            atOnce.accumulateAndGet(inside.incrementAndGet(), Math::max);
            count[0]++;
            inside.decrementAndGet();
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
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(count[0]).isEqualTo(80_000);
        assertThat(atOnce).hasValue(1);
    }

    @Test
    void aTaskAddedWhileTheLastOneEndsIsNotForgotten() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        TaskQueue contended = new TaskQueue(threads);
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
}
