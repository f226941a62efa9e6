package org.presencehub.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.presencehub.testing.RecordedLog;
import org.presencehub.testing.Sneaky;

/** What a pool does whose container makes threads, or does not. */
@Timeout(60)
class ThreadPoolTest {
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final String STARVED =
            "No more threads can be had for test. What is to be done there waits for those"
                    + " that there are; others are tried for each second.";

    private final Container container = new Container();
    private final ThreadPool pool = new ThreadPool("test", 1, IDLE, container, () -> {});
    private final List<String> ran = new CopyOnWriteArrayList<>();
    private final CountDownLatch door = new CountDownLatch(1);

    /** How a container makes a thread, or says that it does not. */
    private enum Making {
        THREAD {
            @Override
            Thread make(Runnable worker) {
                return new Thread(worker);
            }
        },
        NOTHING {
            @Override
            @Nullable
            Thread make(Runnable worker) {
                return null;
            }
        },
        ERROR {
            @Override
            Thread make(Runnable worker) {
                throw new OutOfMemoryError("announced");
            }
        },
        EXCEPTION {
            @Override
            Thread make(Runnable worker) {
                throw new IllegalStateException("The component is stopped.");
            }
        },
        THREAD_THAT_CANNOT_START {
            @Override
            Thread make(Runnable worker) {
                return new Thread(worker) {
                    @Override
                    public synchronized void start() {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                };
            }
        };

        abstract @Nullable Thread make(Runnable worker);
    }

    private static final class Container implements ThreadFactory {
        volatile Making making = Making.THREAD;
        final AtomicInteger asked = new AtomicInteger();

        @Override
        public @Nullable Thread newThread(Runnable worker) {
            asked.incrementAndGet();
            Thread thread = making.make(worker);
            if (thread != null) {
                thread.setDaemon(true);
            }
            return thread;
        }
    }

    @AfterEach
    void letEverybodyGo() {
        door.countDown();
        pool.shutDown();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "THREAD")
    void whatNoThreadCouldBeMadeForRunsAfterATickInItsOrder(Making failing) {
        container.making = failing;
        pool.execute(() -> ran.add("one on " + Thread.currentThread().getName()));
        pool.tick();
        pool.execute(() -> ran.add("two"));
        assertThat(ran).as("on the thread of whoever brings it").isEmpty();
        container.making = Making.THREAD;
        pool.execute(() -> ran.add("three"));
        assertThat(container.asked).as("not before the next tick").hasValue(2);

        pool.tick();

        await().until(() -> ran.size() == 3);
        assertThat(ran.get(0)).startsWith("one on presencehub-test-");
        assertThat(ran.subList(1, 3)).containsExactly("two", "three");
    }

    @Test
    void threadsThatThereAreTakeWhatNoOtherCanBeMadeFor() {
        ThreadPool two = new ThreadPool("test", 2, IDLE, container, () -> {});
        two.execute(() -> ran.add("one"));
        await().until(() -> ran.size() == 1);
        container.making = Making.THREAD_THAT_CANNOT_START;

        two.execute(() -> ran.add("two"));
        two.execute(() -> ran.add("three"));

        await().until(() -> ran.size() == 3);
        two.shutDown();
    }

    @Test
    void threadsAreTriedForAndThatIsSaidOncePerTick() {
        try (RecordedLog log = RecordedLog.of("org.presencehub.work")) {
            container.making = Making.ERROR;
            for (int i = 0; i < 100; i++) {
                pool.execute(() -> ran.add("task"));
            }
            assertThat(container.asked).hasValue(1);
            assertThat(log.lines()).containsExactly(STARVED);
            pool.tick();
            assertThat(log.lines()).containsExactly(STARVED, STARVED);
        }
    }

    @Test
    void aTickMakesAsManyThreadsAsThereIsWorkFor() {
        ThreadPool three = new ThreadPool("test", 3, IDLE, container, () -> {});
        container.making = Making.ERROR;
        three.execute(this::block);
        three.execute(this::block);
        container.making = Making.THREAD;
        three.tick();
        await().until(() -> ran.size() == 2);
        assertThat(container.asked).as("one that failed, two that did not").hasValue(3);
        three.tick();
        assertThat(container.asked).hasValue(3);
        door.countDown();
        three.shutDown();
    }

    @Test
    void aPoolThatHadNoThreadsGrowsAgainWithoutATickOnceItHasThem() {
        ThreadPool two = new ThreadPool("test", 2, IDLE, container, () -> {});
        container.making = Making.ERROR;
        two.execute(this::block);
        container.making = Making.THREAD;
        two.tick();
        await().until(() -> ran.size() == 1);
        two.execute(() -> ran.add("second thread"));
        await().until(() -> ran.contains("second thread"));
        door.countDown();
        two.shutDown();
    }

    @Test
    void aTaskThatThrowsHarmsNeitherTheThreadNorOthers() {
        try (RecordedLog log = RecordedLog.of("org.presencehub.work")) {
            pool.execute(() -> {
                throw new StackOverflowError("announced");
            });
            pool.execute(() -> {
                throw Sneaky.throwing(new IOException("announced"));
            });
            pool.execute(() -> ran.add(Thread.currentThread().getName()));
            await().until(() -> ran.size() == 1);
            assertThat(ran).containsExactly("presencehub-test-1");
            assertThat(log.lines())
                    .hasSize(2)
                    .containsOnly("A task failed, those behind it go on. It belonged to: test.");
        }
    }

    @Test
    void threadsThatEndSinceTheyAreIdleLeaveNothingBehind() {
        ThreadPool hasty = new ThreadPool("test", 2, Duration.ofNanos(20_000), container, () -> {});
        AtomicInteger done = new AtomicInteger();
        for (int n = 1; n <= 20_000; n++) {
            hasty.execute(done::incrementAndGet);
            int expected = n;
            if (n % 2 == 0) {
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
                while (done.get() < expected && System.nanoTime() < deadline) {
                    Thread.onSpinWait();
                }
                assertThat(done).hasValue(expected);
                linger(n % 1000); // so that threads end now a little before and now a little after the next task comes
            }
        }
        assertThat(container.asked.get()).as("threads").isGreaterThan(100);
        hasty.shutDown();
    }

    @Test
    void aPoolWhoseThreadsHaveAllEndedWaitsForATickIfNoneCanBeMade() {
        ThreadPool hasty = new ThreadPool("test", 1, Duration.ofMillis(1), container, () -> {});
        CompletableFuture<Thread> first = new CompletableFuture<>();
        hasty.execute(() -> first.complete(Thread.currentThread()));
        await().until(() ->
                first.isDone() && !Objects.requireNonNull(first.getNow(null)).isAlive());
        container.making = Making.THREAD_THAT_CANNOT_START;
        hasty.execute(() -> ran.add("one"));
        container.making = Making.THREAD;
        hasty.tick();
        await().until(() -> ran.contains("one"));
        hasty.shutDown();
    }

    @Test
    void whatTasksHaveOthersDoIsDoneBeforeTheEnd() {
        try (RecordedLog log = RecordedLog.of("org.presencehub.work")) {
            SerialTasks serial = new SerialTasks("testing", pool);
            AtomicInteger done = new AtomicInteger();
            serial.add(this::block);
            for (int i = 0; i < 5_000; i++) { // more than one burst
                serial.add(done::incrementAndGet);
            }
            serial.start();
            KeyedSerialTasks<String, KeyedSerialTasks.Task> keyed = new KeyedSerialTasks<>("testing", pool);
            for (int i = 0; i < 500; i++) {
                keyed.add("anna", () -> {
                    done.incrementAndGet();
                    return CompletableFuture.completedStage(null);
                });
            }
            keyed.start();
            await().until(() -> ran.contains("blocked"));

            pool.shutDown();
            door.countDown();
            pool.awaitEnd();

            assertThat(done).hasValue(5_500);
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void whatWaitedForAThreadRunsBeforeTheEndIfOneCanBeMadeAtLast() {
        container.making = Making.ERROR;
        pool.execute(() -> ran.add("one"));
        container.making = Making.THREAD;
        pool.shutDown();
        pool.awaitEnd();
        assertThat(ran).containsExactly("one");
    }

    @Test
    void whatNoThreadWasEverMadeForIsDroppedAtTheEndAndSaid() {
        container.making = Making.NOTHING;
        try (RecordedLog log = RecordedLog.of("org.presencehub.work")) {
            pool.execute(() -> ran.add("one"));
            pool.execute(() -> ran.add("two"));
            pool.shutDown();
            pool.awaitEnd();
            assertThat(log.lines())
                    .endsWith(
                            "The threads for test are ended: 0 tasks were interrupted, and 2 that waited are dropped.");
            container.making = Making.THREAD;
            pool.tick();
            assertThat(ran).isEmpty();
        }
    }

    @Test
    void whatComesAfterTheEndIsDroppedAndSaidInDetail() {
        try (RecordedLog log = RecordedLog.ofEverything("org.presencehub.work")) {
            pool.shutDown();
            pool.awaitEnd();
            pool.execute(() -> ran.add("late"));
            pool.tick();
            assertThat(log.lines()).containsExactly("A task for test came after the end, and is dropped.");
            assertThat(container.asked).hasValue(0);
        }
    }

    private void block() {
        ran.add("blocked");
        try {
            door.await();
        } catch (InterruptedException e) {
            throw new RejectedExecutionException(e);
        }
    }

    private static void linger(int moments) {
        for (int i = 0; i < moments; i++) {
            Thread.onSpinWait();
        }
    }
}
