package org.presencehub.work;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.presencehub.stereotype.Component;

/** Makes pools of the container's threads, and ends them with the application. Thread-safe. */
@Component
public final class ThreadPools implements Ticking {
    private static final Duration IDLE = Duration.ofMinutes(1);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final List<ThreadPool> pools = new CopyOnWriteArrayList<>();

    @Resource
    private ManagedThreadFactory threads;

    @Resource
    private ContextService contexts;

    private volatile @Nullable ThreadFactory inContext;

    /**
     * {@return a pool of its own for one purpose}
     *
     * <p>Its queue has no bound: whoever submits bounds what waits. It refuses nothing: where no thread can be had for a task, it waits
     * for one that there is, or for a later tick. What comes after the end of the application is dropped.
     *
     * @param name what its threads do, for people who read thread dumps
     * @param size how many threads there are at most; idle ones end after a minute
     */
    public Executor pool(String name, int size) {
        ThreadPool pool = new ThreadPool(name, size, IDLE, task -> inContext().newThread(task));
        pools.add(pool);
        return pool;
    }

    /**
     * Has all threads made in the context of the caller from now on, naming context and class loader included.
     *
     * <p>A thread of the factory would have for all its life that of whoever caused it to be made (Jakarta Concurrency, 3.4.4), which might be
     * a thread of the server with neither.
     */
    public void captureContext() {
        inContext = contexts.createContextualProxy(threads, ThreadFactory.class);
    }

    private ThreadFactory inContext() {
        ThreadFactory captured = inContext;
        return captured == null ? threads : captured;
    }

    @Override
    public void tick() {
        pools.forEach(ThreadPool::tick);
    }

    /** Ends all pools: what they have to do is done before, if that does not take long. Further calls do nothing. */
    @PreDestroy
    public void shutDown() {
        awaitQuiet(PATIENCE);
        pools.forEach(ThreadPool::shutDown); // all of them, before waiting for one
        pools.forEach(ThreadPool::awaitEnd);
    }

    /** Waits until no pool has anything to do, but not longer: a task of one may have another one do something. */
    public synchronized void awaitQuiet(Duration longest) {
        long began = System.nanoTime();
        try {
            while (!isQuiet() && System.nanoTime() - began < longest.toNanos()) {
                TimeUnit.MILLISECONDS.timedWait(
                        this, 10); // nobody tells: a worker is busy a little longer than its task
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isQuiet() {
        return pools.stream().allMatch(ThreadPool::isQuiet);
    }
}
