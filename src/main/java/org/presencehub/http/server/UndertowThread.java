package org.presencehub.http.server;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The I/O thread of an Undertow connection, where its responses are written and completed. Thread-safe.
 *
 * <p>If one breaks off elsewhere, because its client is gone, Undertow 2.3 logs an error with a stack trace (UT005088): strangers could fill the log.
 */
final class UndertowThread {
    private final Executor thread;

    private UndertowThread(Executor thread) {
        this.thread = thread;
    }

    /** {@return the thread of this connection} */
    static UndertowThread of(Object connection) throws ReflectiveOperationException {
        return new UndertowThread((Executor) ByName.call(connection, "getIoThread"));
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
}
