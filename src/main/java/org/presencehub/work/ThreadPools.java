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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.presencehub.stereotype.Component;

/**
 * Makes pools of the container's threads, and ends them with the application. Thread-safe.
 *
 * <p>Only its thread factory is the container's. Whoever used the container's executors would wait for other applications: they share them.
 */
@Component
public final class ThreadPools implements Ticking {
    private static final Duration IDLE = Duration.ofMinutes(1);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final List<ThreadPool> pools = new CopyOnWriteArrayList<>();
    private final List<Hand> hands = new CopyOnWriteArrayList<>();

    @Resource
    private ManagedThreadFactory threads;

    @Resource
    private ContextService contexts;

    private final AtomicBoolean ending = new AtomicBoolean();
    private final LongSupplier nanoTime;
    private volatile @Nullable ThreadFactory inContext;

    ThreadPools() {
        nanoTime = System::nanoTime;
    }

    /** Without a container. */
    ThreadPools(LongSupplier nanoTime, ThreadFactory factory) {
        this.nanoTime = nanoTime;
        inContext = factory;
    }

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
        return add(new ThreadPool(name, size, IDLE, this::newThread, this::look));
    }

    /**
     * {@return such a pool whose threads are made when the application starts, and stay}
     *
     * <p>For what all others depend on: a server that is short of memory makes no more threads.
     *
     * @param size how many threads there are
     */
    public Executor standing(String name, int size) {
        ThreadPool pool = add(new ThreadPool(name, size, ThreadPool.FOREVER, this::newThread, this::look));
        if (inContext != null) {
            pool.tick();
        }
        return pool;
    }

    private ThreadPool add(ThreadPool pool) {
        pools.add(pool);
        return pool;
    }

    /** {@return what comes round on a thread of its own once it is started, and goes on until all pools have ended} */
    Hand hand(String name, Hand.Round round) {
        Hand hand = new Hand(
                name,
                () -> {
                    look();
                    return round.come();
                },
                this::newThread,
                nanoTime);
        hands.add(hand);
        return hand;
    }

    /** Each looks after the others, and so does whoever brings work. */
    private void look() {
        hands.forEach(Hand::look);
    }

    /**
     * Has all threads made in the context of the caller from now on, naming context and class loader included.
     *
     * <p>A thread of the factory would have for all its life that of whoever caused it to be made (Jakarta Concurrency, 3.4.4), which might be
     * a thread of the server with neither.
     */
    public void captureContext() {
        inContext = contexts.createContextualProxy(threads, ThreadFactory.class);
        tick(); // makes those that stay
    }

    private Thread newThread(Runnable task) {
        ThreadFactory captured = inContext;
        return (captured == null ? threads : captured).newThread(task);
    }

    @Override
    public void tick() {
        pools.forEach(ThreadPool::tick);
    }

    /** Ends all pools, and time behind them: what they have to do is done before, if that does not take long. Further calls do nothing. */
    @PreDestroy
    public void shutDown() {
        if (ending.getAndSet(true)) {
            return;
        }
        awaitQuiet(PATIENCE);
        pools.forEach(ThreadPool::shutDown); // all of them, before waiting for one
        pools.forEach(ThreadPool::awaitEnd);
        hands.forEach(Hand::end);
        hands.forEach(Hand::awaitEnd);
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
