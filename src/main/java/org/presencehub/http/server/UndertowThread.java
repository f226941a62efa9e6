package org.presencehub.http.server;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The I/O thread of an Undertow connection, where its responses are written and completed. Thread-safe.
 *
 * <p>If one breaks off elsewhere, because its client is gone, Undertow 2.3 logs an error with a stack trace (UT005088): strangers could fill the log.
 */
public final class UndertowThread {
    private static final AtomicInteger WAITING = new AtomicInteger(); // those of all threads, who share the processors

    private static final ConcurrentMap<Executor, UndertowThread> KNOWN = new ConcurrentHashMap<>();

    private final Executor thread;
    private final Executor worker;
    private final Method executeAfter;
    private final Executor passage = this::pass;

    private UndertowThread(Executor thread, Executor worker, Method executeAfter) {
        this.thread = thread;
        this.worker = worker;
        this.executeAfter = executeAfter;
    }

    /**
     * {@return the thread of this connection}
     *
     * @param connection of Undertow's, or a channel of its WebSockets
     * @throws ReflectiveOperationException if it is of another version
     */
    public static UndertowThread of(Object connection) throws ReflectiveOperationException {
        Method thread = connection.getClass().getMethod("getIoThread");
        Executor executor = (Executor) thread.invoke(connection);
        UndertowThread known = KNOWN.get(executor);
        if (known != null) {
            return known;
        }
        Class<?> shown = thread.getReturnType(); // its own class is not public
        UndertowThread first = new UndertowThread(
                executor,
                (Executor) shown.getMethod("getWorker").invoke(executor),
                shown.getMethod("executeAfter", Runnable.class, long.class, TimeUnit.class));
        UndertowThread faster = KNOWN.putIfAbsent(executor, first);
        return faster == null ? first : faster;
    }

    /** {@return for each thread that is known, what takes the way of a request: through the thread, and through the worker behind it} */
    static Collection<Executor> passages() {
        return KNOWN.values().stream().map(known -> known.passage).toList();
    }

    private void pass(Runnable task) {
        try {
            thread.execute(() -> handOver(task));
        } catch (RejectedExecutionException e) { // a server may begin anew in the same process
            KNOWN.remove(thread);
            throw e;
        }
    }

    private void handOver(Runnable task) {
        try {
            worker.execute(task);
        } catch (RejectedExecutionException e) { // it ends
            task.run();
        }
    }

    /** Runs the task there: at once, where this is that thread, or it ends. */
    void execute(Runnable task) {
        if (Thread.currentThread().equals(thread)) {
            task.run();
            return;
        }
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    /**
     * Runs the task there in its turn: of all that wait for theirs, one each millisecond.
     *
     * @return what runs it at once instead, so that nothing is kept for it any more
     */
    @CanIgnoreReturnValue
    public Runnable executeInTurn(Runnable task) {
        int turn = WAITING.incrementAndGet();
        AtomicReference<@Nullable Runnable> waiting = new AtomicReference<>(task);
        Runnable once = () -> {
            Runnable waited = waiting.getAndSet(null);
            if (waited != null) {
                WAITING.decrementAndGet();
                waited.run();
            }
        };
        try {
            executeAfter.invoke(thread, once, (long) turn, TimeUnit.MILLISECONDS);
        } catch (ReflectiveOperationException e) { // it ends
            once.run();
        }
        return once;
    }
}
