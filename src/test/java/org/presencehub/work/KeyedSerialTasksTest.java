package org.presencehub.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.presencehub.testing.HandCrankedExecutor;
import org.presencehub.testing.HandCrankedExecutor.Refusal;
import org.presencehub.testing.RecordedLog;
import org.presencehub.testing.Sneaky;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a loop that does not end hears no interrupt
class KeyedSerialTasksTest {
    private final HandCrankedExecutor executor = new HandCrankedExecutor();
    private final KeyedSerialTasks<String, KeyedSerialTasks.Task> tasks = new KeyedSerialTasks<>("testing", executor);
    private final List<String> ran = new ArrayList<>();

    @Test
    void tasksBeginOnceStarted() {
        tasks.add("anna", done("one"));
        executor.run();
        assertThat(ran).isEmpty();
        tasks.start();
        executor.run();
        assertThat(ran).containsExactly("one");
    }

    @Test
    void theNextTaskOfAKeyWaitsForTheEndOfTheOneBeforeAndThoseOfOthersDoNot() {
        CompletableFuture<Void> end = new CompletableFuture<>();
        tasks.add("anna", () -> {
            ran.add("anna 1");
            return end;
        });
        tasks.add("anna", done("anna 2"));
        tasks.add("bert", done("bert 1"));
        tasks.start();
        executor.run();
        assertThat(ran).containsExactly("anna 1", "bert 1");
        end.complete(null);
        executor.run();
        assertThat(ran).containsExactly("anna 1", "bert 1", "anna 2");
    }

    @Test
    void aTaskThatThrowsOrFailsHoldsUpNoOther() {
        try (RecordedLog log = RecordedLog.of("org.presencehub.work")) {
            tasks.add("anna", () -> {
                throw new StackOverflowError("announced");
            });
            tasks.add("anna", () -> CompletableFuture.failedStage(new IllegalStateException("announced")));
            tasks.add("anna", done("three"));
            tasks.start();
            executor.run();
            assertThat(ran).containsExactly("three");
            assertThat(log.lines())
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).contains("testing"));
        }
    }

    @Test
    void whatWasRemovedDoesNotBegin() {
        KeyedSerialTasks.Task one = done("one");
        KeyedSerialTasks.Task two = done("two");
        tasks.add("anna", one);
        tasks.add("anna", two);
        tasks.start();
        assertThat(tasks.remove("anna")).containsExactly(one, two);
        assertThat(tasks.remove("anna")).isEmpty();
        executor.run();
        assertThat(ran).isEmpty();
    }

    @Test
    void whatIsAddedBehindARemovalBeginsThoughTheRemovedTaskStillRuns() {
        CompletableFuture<Void> end = new CompletableFuture<>();
        tasks.add("anna", () -> end);
        tasks.start();
        executor.run();
        assertThat(tasks.remove("anna")).hasSize(1);
        tasks.add("anna", done("two"));
        tasks.start();
        executor.run();
        assertThat(ran).containsExactly("two");
        end.complete(null);
        executor.run();
        assertThat(ran).containsExactly("two");
    }

    @Test
    @SuppressWarnings("NullAway") // which tasks need not know
    void aTaskThatDoesNotSayWhenItIsCompletedHoldsUpNoOther() {
        try (RecordedLog log = RecordedLog.of("org.presencehub.work")) {
            tasks.add("anna", () -> ran.add("one") ? null : CompletableFuture.completedStage(null));
            tasks.add("anna", done("two"));
            tasks.start();
            executor.run();
            assertThat(ran).containsExactly("one", "two");
            assertThat(log.lines()).hasSize(1);
        }
    }

    @Test
    void aTaskMayThrowWhatItDoesNotDeclare() {
        tasks.add("anna", () -> {
            throw Sneaky.throwing(new IOException("announced"));
        });
        tasks.add("anna", done("two"));
        tasks.start();
        executor.run();
        assertThat(ran).containsExactly("two");
    }

    @Test
    void aStageNeedNotBeAFuture() {
        CompletableFuture<Object> end = new CompletableFuture<>() {
            @Override
            public CompletableFuture<Object> toCompletableFuture() {
                throw new UnsupportedOperationException("as CompletionStage allows");
            }
        };
        tasks.add("anna", () -> end);
        tasks.add("anna", done("two"));
        tasks.start();
        executor.run();
        end.complete("done");
        executor.run();
        assertThat(ran).containsExactly("two");
    }

    @Test
    void aKeyThatIsBackBeforeItBeganBeginsItsTaskOnce() {
        CompletableFuture<Void> end = new CompletableFuture<>();
        tasks.add("anna", done("one"));
        tasks.start();
        tasks.remove("anna");
        tasks.add("anna", () -> {
            ran.add("two");
            return end;
        });
        tasks.start();
        tasks.remove("bert");
        executor.run();
        assertThat(ran).containsExactly("two");
    }

    @Test
    void aTaskThatWasRemovedAndIsBackIsNotTakenForTheOneThatStillRuns() {
        Queue<CompletableFuture<Void>> ends = new ArrayDeque<>();
        KeyedSerialTasks.Task same = () -> {
            ran.add("same");
            CompletableFuture<Void> end = new CompletableFuture<>();
            ends.add(end);
            return end;
        };
        tasks.add("anna", same);
        tasks.start();
        executor.run();
        tasks.remove("anna");
        tasks.add("anna", same);
        tasks.add("anna", done("behind it"));
        tasks.start();
        executor.run();
        assertThat(ran).containsExactly("same", "same");

        ends.remove().complete(null); // of the one that was removed
        executor.run();
        assertThat(ran).containsExactly("same", "same");

        ends.remove().complete(null);
        executor.run();
        assertThat(ran).containsExactly("same", "same", "behind it");
    }

    @Test
    void aTaskMayRemoveItsKeyAndAddToIt() {
        tasks.add("anna", () -> {
            ran.add("one");
            tasks.remove("anna");
            tasks.add("anna", done("three"));
            tasks.start();
            return CompletableFuture.completedStage(null);
        });
        tasks.add("anna", done("two"));
        tasks.start();
        executor.run();
        assertThat(ran).containsExactly("one", "three");
    }

    @Test
    void aTaskMayAddOthersOfItsKey() {
        tasks.add("anna", () -> {
            tasks.add("anna", done("two"));
            tasks.start();
            ran.add("one");
            return CompletableFuture.completedStage(null);
        });
        tasks.start();
        executor.run();
        assertThat(ran).containsExactly("one", "two");
    }

    @Test
    void nothingOfAKeyIsKeptWhenItsTasksAreCompleted() {
        tasks.add("anna", done("one"));
        tasks.start();
        executor.run();
        assertThat(tasks.remove("anna")).isEmpty();
    }

    @Test
    void whoHasManyTasksLeavesOthersTheirTurn() {
        for (int i = 0; i < 200; i++) {
            tasks.add("anna", done("anna"));
        }
        tasks.add("bert", done("bert"));
        tasks.start();
        executor.run();
        assertThat(ran).hasSize(201);
        assertThat(ran.indexOf("bert")).isLessThan(100);
    }

    @Test
    void aHundredThousandTasksThatAreCompletedAtOnceNeedNoDeepStack() throws Exception {
        for (KeyedSerialTasks<String, KeyedSerialTasks.Task> each : List.of(
                new KeyedSerialTasks<String, KeyedSerialTasks.Task>("testing"),
                new KeyedSerialTasks<String, KeyedSerialTasks.Task>("testing", Runnable::run))) {
            AtomicInteger count = new AtomicInteger();
            for (int i = 0; i < 100_000; i++) {
                each.add("anna", () -> {
                    count.incrementAndGet();
                    return CompletableFuture.completedStage(null);
                });
            }
            Thread small = new Thread(null, each::start, "small", 512 * 1024);
            small.setDaemon(true);
            small.start();
            small.join(30_000);
            assertThat(count).hasValue(100_000);
        }
    }

    @Test
    void tasksOfDifferentKeysRunAtOnce() {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        KeyedSerialTasks<Integer, KeyedSerialTasks.Task> both = new KeyedSerialTasks<>("testing", threads);
        CyclicBarrier meeting = new CyclicBarrier(2);
        AtomicInteger met = new AtomicInteger();
        for (int key = 0; key < 2; key++) {
            both.add(key, () -> {
                try {
                    meeting.await(10, TimeUnit.SECONDS);
                    met.incrementAndGet();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                return CompletableFuture.completedStage(null);
            });
        }
        both.start();
        await().until(() -> met.get() == 2);
        threads.shutdown();
    }

    @Test
    void tasksMayBeCompletedLaterOnAnyThreadAndFail() {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        ExecutorService others = Executors.newFixedThreadPool(2);
        KeyedSerialTasks<Integer, KeyedSerialTasks.Task> mixed = new KeyedSerialTasks<>("testing", threads);
        List<List<Integer>> begun = List.of(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
        AtomicInteger running = new AtomicInteger();
        AtomicInteger mostOfAKey = new AtomicInteger();
        Level before = Logger.getLogger("org.presencehub.work").getLevel();
        Logger.getLogger("org.presencehub.work").setLevel(Level.OFF); // a thousand stack traces
        try {
            for (int n = 0; n < 3_000; n++) {
                int number = n;
                mixed.add(0, () -> {
                    mostOfAKey.accumulateAndGet(running.incrementAndGet(), Math::max);
                    begun.get(0).add(number);
                    return end(number, others, running::decrementAndGet);
                });
                mixed.add(1, () -> {
                    begun.get(1).add(number);
                    return end(number, others, () -> {});
                });
                mixed.start();
            }
            await().until(() -> begun.get(0).size() == 3_000 && begun.get(1).size() == 3_000);
        } finally {
            Logger.getLogger("org.presencehub.work").setLevel(before);
        }
        threads.shutdown();
        others.shutdown();
        assertThat(mostOfAKey).hasValue(1);
        assertThat(begun).allSatisfy(each -> assertThat(each).isSorted());
    }

    private static CompletionStage<?> end(int number, ExecutorService others, Runnable before) {
        CompletableFuture<Object> end = new CompletableFuture<>();
        switch (number % 4) {
            case 0 -> complete(end, before, null);
            case 1 -> others.execute(() -> complete(end, before, null));
            case 2 ->
                CompletableFuture.delayedExecutor(100, TimeUnit.MICROSECONDS, others)
                        .execute(() -> complete(end, before, null));
            default -> others.execute(() -> complete(end, before, new IllegalStateException("announced")));
        }
        return end;
    }

    private static void complete(CompletableFuture<Object> end, Runnable before, @Nullable Throwable failure) {
        before.run();
        if (failure == null) {
            end.complete("done");
        } else {
            end.completeExceptionally(failure);
        }
    }

    @Test
    void noTaskIsLeftBehindAndEachKeyKeepsItsOrder() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        KeyedSerialTasks<Integer, KeyedSerialTasks.Task> contended = new KeyedSerialTasks<>("testing", threads);
        Map<Integer, Integer> last = new ConcurrentHashMap<>();
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        List<Thread> adders = new ArrayList<>();
        for (int adder = 0; adder < 4; adder++) {
            int key = adder; // one adder for each key, or there would be no order
            adders.add(new Thread(() -> {
                for (int n = 1; n <= 10_000; n++) {
                    int number = n;
                    contended.add(key, () -> {
                        int before = last.getOrDefault(key, 0);
                        wrong.addAndGet(before == number - 1 ? 0 : 1);
                        last.put(key, number);
                        done.incrementAndGet();
                        return CompletableFuture.completedStage(null);
                    });
                    contended.start();
                }
            }));
        }
        adders.forEach(Thread::start);
        for (Thread adder : adders) {
            adder.join();
        }
        await().until(() -> done.get() == 40_000);
        threads.shutdown();
        assertThat(wrong).hasValue(0);
    }

    private KeyedSerialTasks.Task done(String name) {
        return () -> {
            ran.add(name);
            CompletionStage<Void> end = CompletableFuture.completedStage(null);
            return end;
        };
    }

    @ParameterizedTest
    @EnumSource
    void whatAnExecutorRefusesBeginsWhenSomebodyStartsAgain(Refusal how) {
        tasks.add("anna", done("anna 1"));
        tasks.add("bert", done("bert 1"));
        executor.refuses(how);
        assertThatThrownBy(tasks::start).isInstanceOf(Throwable.class);
        executor.refuses(false);

        tasks.start();
        executor.run();

        assertThat(ran).containsExactlyInAnyOrder("anna 1", "bert 1");
    }

    @ParameterizedTest
    @EnumSource
    void soDoesWhatIsNextWhenTheTaskBeforeItCompletes(Refusal how) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        tasks.add("anna", () -> end);
        tasks.add("anna", done("anna 2"));
        tasks.start();
        executor.run();
        executor.refuses(how);
        end.complete(null); // a stage keeps what its listeners throw to itself
        executor.refuses(false);

        tasks.start();
        executor.run();

        assertThat(ran).containsExactly("anna 2");
    }

    @Test
    void aStageThatCannotBeListenedToHoldsUpNoOther() {
        tasks.add("anna", () -> new CompletableFuture<Void>() {
            @Override
            public CompletableFuture<Void> whenComplete(
                    BiConsumer<? super @Nullable Void, ? super @Nullable Throwable> action) {
                throw new StackOverflowError("announced");
            }
        });
        tasks.add("anna", done("two"));
        tasks.start();
        executor.run();
        assertThat(ran).containsExactly("two");
    }
}
