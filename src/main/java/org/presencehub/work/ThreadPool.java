package org.presencehub.work;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A bounded pool, which is an {@link Executor} to those who use it: none may end it, and it refuses nothing. Thread-safe.
 *
 * <p>Every task goes through the queue. So those of a pool that has trouble to make threads keep their order, and the threads that it has take
 * them. A server that has no memory for a thread says so by an {@link Error}, or makes none; a later tick tries again.
 */
final class ThreadPool implements Executor {
    /** For threads that stay, whether they have something to do or not. */
    static final Duration FOREVER = Duration.ZERO;

    private static final long PATIENCE_SECONDS = 3;

    private final String name;
    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final ThreadPoolExecutor threads;
    private final Runnable onWork;
    private final AtomicInteger numbers = new AtomicInteger();
    private volatile boolean starved; // no thread could be made since the last tick
    private volatile boolean closed;

    /**
     * @param idle after which a thread ends that has nothing to do
     * @param onWork runs with each task, on the thread that brings it
     */
    ThreadPool(String name, int size, Duration idle, ThreadFactory factory, Runnable onWork) {
        this.name = name;
        this.onWork = onWork;
        threads = new ThreadPoolExecutor(
                size, size, idle.toNanos(), TimeUnit.NANOSECONDS, queue, worker -> named(factory, worker));
        if (!idle.equals(FOREVER)) {
            threads.allowCoreThreadTimeOut(true);
        }
    }

    private Thread named(ThreadFactory factory, Runnable worker) {
        @Nullable Thread thread = factory.newThread(worker);
        if (thread == null) {
            throw new RejectedExecutionException("The container makes no thread.");
        }
        thread.setName("presencehub-" + name + "-" + numbers.incrementAndGet());
        return thread;
    }

    /** Never throws. Once the pool has ended, the task is dropped. */
    @Override
    public void execute(Runnable task) {
        if (closed) {
            WorkLog.dropped(name);
            return;
        }
        queue.add(() -> run(task));
        if (!starved) { // or each task would try, and say so
            makeThreads(1);
        }
        Attempt.run(
                onWork, failure -> {}); // the task is in the queue, and whoever submitted it must not think otherwise
    }

    /** The thread is needed for others. */
    private void run(Runnable task) {
        Attempt.run(task, failure -> WorkLog.failed(name, failure));
    }

    /** Makes threads for what waits, if they could not be made before, and those that stay. */
    void tick() {
        makeThreads(threads.allowsCoreThreadTimeOut() ? queue.size() : threads.getCorePoolSize());
    }

    /** Makes at most so many threads, and no more than the pool may have. */
    private void makeThreads(int most) {
        try {
            for (int made = 0; made < most && threads.prestartCoreThread(); made++) {}
            starved = false;
        } catch (Throwable e) { // no memory for a thread, a server that stops: each says so in its own way
            starved = true;
            WorkLog.waits(name, e);
        }
    }

    /** {@return whether nothing runs or waits} */
    boolean isQuiet() {
        return queue.isEmpty() && threads.getActiveCount() == 0;
    }

    /** Ends the threads when nothing is left to do: what a task has others do is done, too. */
    void shutDown() {
        makeThreads(queue.size());
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
        closed = true;
        int running = ended ? 0 : threads.getActiveCount();
        int waiting = threads.shutdownNow().size();
        if (running + waiting > 0) {
            WorkLog.left(name, running, waiting);
        }
    }
}
