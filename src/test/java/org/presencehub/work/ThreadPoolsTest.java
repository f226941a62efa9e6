package org.presencehub.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.ContainerThreads;
import org.presencehub.testing.RecordedLog;

@EnableWeld
class ThreadPoolsTest {
    @WeldSetup
    WeldInitiator weld =
            ContainerThreads.bindTo(WeldInitiator.from(ThreadPools.class)).build();

    private final List<String> running = new CopyOnWriteArrayList<>();
    private final CountDownLatch door = new CountDownLatch(1);

    @Test
    void aPoolHasItsThreadsAndNoMoreAndTheyHaveItsName() {
        Executor pool = pools().pool("test", 2);
        for (int i = 0; i < 3; i++) {
            pool.execute(this::block);
        }
        await().until(() -> running.size() == 2);
        assertThat(running).containsExactlyInAnyOrder("presencehub-test-1", "presencehub-test-2");

        door.countDown();
        await().until(() -> running.size() == 3);
        assertThat(running.get(2)).startsWith("presencehub-test-").doesNotEndWith("3");
    }

    @Test
    void whoeverFillsOnePoolLeavesTheOthersFree() {
        Executor filled = pools().pool("filled", 1);
        filled.execute(this::block);
        filled.execute(this::block);
        pools().pool("free", 1).execute(() -> running.add("free"));
        await().until(() -> running.contains("free"));
        door.countDown();
    }

    @Test
    void threadsAreMadeInTheContextThatWasCapturedWhoeverCausesThem() throws Exception {
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        Executor pool = pools().pool("test", 1);
        ClassLoader ofApplication = new ClassLoader(before) {};
        try {
            current.setContextClassLoader(ofApplication);
            pools().captureContext();
        } finally {
            current.setContextClassLoader(before);
        }
        CompletableFuture<ClassLoader> seen = new CompletableFuture<>();
        pool.execute(() -> seen.complete(Thread.currentThread().getContextClassLoader()));
        assertThat(seen.get(10, TimeUnit.SECONDS)).isSameAs(ofApplication);
    }

    @Test
    void whatIsLeftAtTheEndIsInterruptedOrDroppedAndSaid() {
        try (RecordedLog log = RecordedLog.of("org.presencehub.work")) {
            Executor pool = pools().pool("test", 1);
            pool.execute(this::block);
            pool.execute(this::block);
            pool.execute(this::block);
            await().until(() -> running.size() == 1);
            pools().shutDown();
            assertThat(log.lines())
                    .containsExactly(
                            "The threads for test are ended: 1 tasks were interrupted, and 2 that waited are dropped.");
            await().until(() -> running.contains("interrupted"));
            pool.execute(() -> running.add("late"));
            pools().tick();
            assertThat(running).doesNotContain("late");
        }
    }

    @Test
    void whatHasEndedIsNotWaitedForAgain() {
        try (RecordedLog log = RecordedLog.of("org.presencehub.work")) {
            pools().pool("test", 1).execute(this::ignoreInterrupts);
            await().until(() -> running.size() == 1);
            Thread.currentThread().interrupt(); // or it would wait for seconds
            pools().shutDown();
            pools().shutDown();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(log.lines()).hasSize(1);
        } finally {
            door.countDown();
        }
    }

    @Test
    void whatATaskHasAnIdlePoolDoAtTheEndIsDone() {
        Executor first = pools().pool("first", 1);
        Executor second = pools().pool("second", 1);
        Executor third = pools().pool("third", 1);
        first.execute(() -> {
            block();
            second.execute(() -> third.execute(() -> running.add("third")));
        });
        await().until(() -> running.size() == 1);
        CompletableFuture<Void> ending = CompletableFuture.runAsync(pools()::shutDown);
        door.countDown();
        ending.join();

        assertThat(running).contains("third");
    }

    private void block() {
        running.add(Thread.currentThread().getName());
        try {
            door.await();
        } catch (InterruptedException e) {
            running.add("interrupted");
        }
    }

    private void ignoreInterrupts() {
        running.add(Thread.currentThread().getName());
        while (door.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    private ThreadPools pools() {
        return weld.select(ThreadPools.class).get();
    }
}
