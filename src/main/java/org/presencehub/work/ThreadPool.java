package org.presencehub.work;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A bounded pool, which is an {@link Executor} to those who use it: none may end it. Thread-safe. */
final class ThreadPool implements Executor {
    private static final long IDLE_SECONDS = 60;
    private static final long PATIENCE_SECONDS = 3;

    private final String name;
    private final AtomicInteger numbers = new AtomicInteger();
    private final ThreadPoolExecutor threads;
    private final PatientExecutor tasks;

    ThreadPool(String name, int size, ThreadFactory factory) {
        this.name = name;
        threads = new ThreadPoolExecutor(
                size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> named(factory, task));
        threads.allowCoreThreadTimeOut(true);
        tasks = new PatientExecutor(name, threads);
    }

    private Thread named(ThreadFactory factory, Runnable task) {
        @Nullable Thread thread = factory.newThread(task);
        if (thread == null) { // the pool would keep the task and wait for another one
            throw new RejectedExecutionException("The container makes no thread.");
        }
        thread.setName("presencehub-" + name + "-" + numbers.incrementAndGet());
        return thread;
    }

    @Override
    public void execute(Runnable task) {
        tasks.execute(task);
    }

    /** Starts what could not be started. */
    void tick() {
        tasks.tick();
    }

    /** Takes no more tasks, and still runs those that it has. */
    void shutDown() {
        tasks.tick();
        threads.shutdown();
    }

    /** Waits for these, not for long, and says what is left. */
    void awaitEnd() {
        boolean ended = false;
        try {
            ended = threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int running = ended ? 0 : threads.getActiveCount();
        int waiting = tasks.close() + (ended ? 0 : threads.shutdownNow().size());
        if (running + waiting > 0) {
            WorkLog.left(name, running, waiting);
        }
    }
}
