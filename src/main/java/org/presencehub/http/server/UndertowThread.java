package org.presencehub.http.server;

import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The I/O thread of an Undertow connection, where its responses are written and completed. Thread-safe.
 *
 * <p>If one breaks off elsewhere, because its client is gone, Undertow 2.3 logs an error with a stack trace (UT005088): strangers could fill the log.
 */
public final class UndertowThread {
    private static final AtomicInteger WAITING = new AtomicInteger(); // those of all threads, who share the processors

    private final Executor thread;
    private final Method executeAfter;

    private UndertowThread(Executor thread, Method executeAfter) {
        this.thread = thread;
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
        Class<?> shown = thread.getReturnType(); // its own class is not public
        return new UndertowThread(
                (Executor) thread.invoke(connection),
                shown.getMethod("executeAfter", Runnable.class, long.class, TimeUnit.class));
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

    /** Runs the task there in its turn: of all that wait for theirs, one each millisecond. */
    public void executeInTurn(Runnable task) {
        int turn = WAITING.incrementAndGet();
        Runnable counted = () -> {
            WAITING.decrementAndGet();
            task.run();
        };
        try {
            executeAfter.invoke(thread, counted, (long) turn, TimeUnit.MILLISECONDS);
        } catch (ReflectiveOperationException e) { // it ends
            counted.run();
        }
    }
}
