package org.presencehub.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks at the same time, each on a thread of its own. Confined to the thread of its test. */
final class Race implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Starts them together and waits for them; throws what one of them threw. */
    void between(Runnable... tasks) {
        AtomicInteger ready = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (Runnable task : tasks) {
            running.add(threads.submit(() -> {
                ready.incrementAndGet();
                while (ready.get() < tasks.length) {
                    Thread.onSpinWait(); // a latch would wake them one after the other
                }
                task.run();
                return null;
            }));
        }
        for (Future<?> each : running) {
            try {
                each.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
