package org.presencehub.hub.call;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.presencehub.Cancellation;
import org.presencehub.work.Attempt;

/** Whether one call was cancelled, and who wants to know. Thread-safe. */
final class CallCancellation implements Cancellation {
    private final Consumer<Throwable> onFailure;

    @GuardedBy("this")
    private final List<Runnable> tasks = new ArrayList<>(0);

    @GuardedBy("this")
    private boolean over; // the call is answered

    private volatile boolean requested;

    /** @param onFailure hears what a task threw */
    CallCancellation(Consumer<Throwable> onFailure) {
        this.onFailure = onFailure;
    }

    @Override
    public boolean isRequested() {
        return requested;
    }

    @Override
    public void onRequested(Runnable task) {
        synchronized (this) {
            if (over) {
                return;
            }
            if (!requested) {
                tasks.add(task);
                return;
            }
        }
        Attempt.run(task, onFailure);
    }

    /** Nobody waits for the call any more. */
    void request() {
        List<Runnable> due;
        synchronized (this) {
            if (requested || over) {
                return;
            }
            requested = true;
            due = List.copyOf(tasks);
            tasks.clear();
        }
        Attempt.all(due, onFailure);
    }

    /** The call is answered. */
    synchronized void end() {
        over = true;
        tasks.clear();
    }
}
