package org.presencehub.threads;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A bounded pool, which is an {@link Executor} to those who use it: none may end it. Thread-safe. */
final class ThreadPool implements Executor {
    private static final Logger LOG = System.getLogger("org.presencehub.threads");
    private static final long IDLE_SECONDS = 60;
    private static final long PATIENCE_SECONDS = 3;

    private final String name;
    private final AtomicInteger numbers = new AtomicInteger();
    private final ThreadPoolExecutor threads;

    ThreadPool(String name, int size, ThreadFactory factory) {
        this.name = name;
        threads = new ThreadPoolExecutor(
                size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> named(factory, task));
        threads.allowCoreThreadTimeOut(true);
    }

    private Thread named(ThreadFactory factory, Runnable task) {
        Thread thread = factory.newThread(task);
        thread.setName("presencehub-" + name + "-" + numbers.incrementAndGet());
        return thread;
    }

    /** @throws RejectedExecutionException if the application is stopping */
    @Override
    public void execute(Runnable task) {
        try {
            threads.execute(task);
        } catch (IllegalStateException e) { // the container makes no threads any more
            throw new RejectedExecutionException("The container makes no more threads.", e);
        }
    }

    /** Takes no more tasks, and still runs those that it has. */
    void shutDown() {
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
        if (!ended) {
            int running = threads.getActiveCount();
            int waiting = threads.shutdownNow().size();
            LOG.log(
                    Level.WARNING,
                    "The threads for {0} are ended: {1} tasks were interrupted, and {2} that waited are dropped.",
                    name,
                    Integer.toString(running),
                    Integer.toString(waiting));
        }
    }
}
