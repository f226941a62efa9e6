package org.presencehub.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.presencehub.testing.RecordedLog;
import org.presencehub.testing.Sneaky;

@Timeout(60)
class HeartbeatTest {
    private final AtomicLong later = new AtomicLong();
    private final ThreadPools pools = new ThreadPools(() -> System.nanoTime() + later.get(), HeartbeatTest::thread);
    private final AtomicInteger told = new AtomicInteger();
    private final CountDownLatch door = new CountDownLatch(1);

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    @AfterEach
    void end() {
        door.countDown();
        pools.shutDown();
    }

    private void block() {
        try {
            door.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoeverThrowsKeepsNobodyFromTheTickNorFromTheNext() {
        AtomicInteger thrown = new AtomicInteger();
        Ticking throwing = () -> {
            throw Sneaky.throwing(
                    switch (thrown.getAndIncrement()) {
                        case 0 -> new StackOverflowError("announced");
                        case 1 -> new IOException("announced");
                        default -> new IllegalStateException("announced");
                    });
        };
        try (RecordedLog log = RecordedLog.of("org.presencehub.work")) {
            new Heartbeat(List.of(throwing, told::incrementAndGet), pools).start();
            await().until(() -> thrown.get() >= 3 && told.get() >= 3);
            assertThat(log.lines())
                    .hasSizeGreaterThan(1)
                    .containsOnly("The tick failed for one of those that are told the time.");
        }
    }

    @Test
    void whoeverIsHeldUpHoldsUpNoOther() {
        new Heartbeat(List.of(this::block, told::incrementAndGet), pools).start();
        await().until(() -> told.get() >= 3);
    }

    @Test
    void aTickThatIsHeldUpComesAgainByAThreadThatTheOthersStart() {
        Ticking heldUpOnce = () -> {
            if (told.getAndIncrement() == 0) {
                block();
            }
        };
        try (RecordedLog log = RecordedLog.of("org.presencehub.work")) {
            new Heartbeat(List.of(heldUpOnce, () -> {}), pools).start();
            await().until(() -> {
                later.addAndGet(TimeUnit.SECONDS.toNanos(2));
                return told.get() >= 2;
            });
            assertThat(log.lines()).anyMatch(line -> line.contains("it is held up. Another one goes on."));
        }
    }

    @Test
    void workThatComesNoticesThatNoHandIsLeft() {
        AtomicInteger made = new AtomicInteger();
        ThreadPools withoutThreads = new ThreadPools(
                () -> System.nanoTime() + later.get(),
                task -> made.incrementAndGet() <= 2 ? thread(() -> {}) : thread(task));
        new Heartbeat(List.of(told::incrementAndGet, () -> {}), withoutThreads).start();
        Executor pool = withoutThreads.pool("test", 1);

        await().until(() -> {
            later.addAndGet(TimeUnit.SECONDS.toNanos(2));
            pool.execute(() -> {});
            return told.get() >= 2;
        });
        withoutThreads.shutDown();
    }
}
