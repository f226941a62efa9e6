package org.presencehub.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.ContainerThreads;

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
    void whatIsLeftAtTheEndIsInterruptedOrDroppedAndSaid() {
        List<String> log = new CopyOnWriteArrayList<>();
        Handler recording = recording(log);
        Logger logger = Logger.getLogger("org.presencehub.threads");
        logger.addHandler(recording);
        try {
            Executor pool = pools().pool("test", 1);
            pool.execute(this::block);
            pool.execute(this::block);
            pool.execute(this::block);
            await().until(() -> running.size() == 1);
            pools().shutDown();
            assertThat(log)
                    .containsExactly(
                            "The threads for test are ended: 1 tasks were interrupted, and 2 that waited are dropped.");
            await().until(() -> running.contains("interrupted"));
            assertThatThrownBy(() -> pool.execute(this::block)).isInstanceOf(RejectedExecutionException.class);
        } finally {
            logger.removeHandler(recording);
        }
    }

    private void block() {
        running.add(Thread.currentThread().getName());
        try {
            door.await();
        } catch (InterruptedException e) {
            running.add("interrupted");
        }
    }

    private ThreadPools pools() {
        return weld.select(ThreadPools.class).get();
    }

    private static Handler recording(List<String> log) {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                log.add(new SimpleFormatter().formatMessage(record));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
