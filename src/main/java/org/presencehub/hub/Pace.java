package org.presencehub.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import org.presencehub.connection.Connection;

/**
 * Lets the streams of one connection send in turn, one message each time that little waits to be sent: so they fill up neither what waits,
 * nor one the others' share. Thread-safe.
 */
final class Pace {
    private final Connection connection;

    @GuardedBy("this")
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(0); // at most two of each stream

    @GuardedBy("this")
    private boolean asked; // to be told when little waits

    Pace(Connection connection) {
        this.connection = connection;
    }

    /** Runs the task, which must not wait or throw, when it is its turn: at once, later, or, if the connection ends, never. */
    void inTurn(Runnable task) {
        synchronized (this) {
            waiting.add(task);
            if (asked) {
                return;
            }
            asked = true;
        }
        connection.whenWritable(this::next);
    }

    private void next() {
        Runnable task;
        boolean more;
        synchronized (this) {
            task = waiting.remove();
        }
        task.run();
        synchronized (this) {
            more = !waiting.isEmpty();
            asked = more;
        }
        if (more) {
            connection.whenWritable(this::next);
        }
    }
}
