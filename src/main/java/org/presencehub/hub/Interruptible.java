package org.presencehub.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashSet;
import java.util.Set;

/**
 * Code of the application that may wait there for something that never comes: threads in it are interrupted when nobody needs them to wait any
 * more. Thread-safe.
 *
 * <p>Only there. A thread of ours that is interrupted while it writes would close the socket ({@link java.nio.channels.InterruptibleChannel}).
 */
final class Interruptible {
    @GuardedBy("this")
    private final Set<Thread> inside = new HashSet<>(2);

    @GuardedBy("this")
    private final Set<Thread> interrupted = new HashSet<>(2);

    @GuardedBy("this")
    private boolean over;

    /** Runs the application's code, unless nobody needs it any more. */
    void enter(Runnable code) {
        if (came()) {
            try {
                code.run();
            } finally {
                left();
            }
        }
    }

    /** Runs code of ours, which the application's code has called, on the same thread or on one of its own. */
    void leave(Runnable code) {
        boolean visitor = left();
        try {
            code.run();
        } finally {
            if (visitor) {
                cameBack();
            }
        }
    }

    /** Nobody needs the application's code any more. */
    synchronized void interrupt() {
        over = true;
        for (Thread thread : inside) {
            interrupted.add(thread);
            thread.interrupt();
        }
        inside.clear();
    }

    /** {@return whether {@link #interrupt} was called} */
    synchronized boolean isOver() {
        return over;
    }

    private synchronized boolean came() {
        if (!over) {
            inside.add(Thread.currentThread());
        }
        return !over;
    }

    private synchronized void cameBack() {
        inside.add(Thread.currentThread());
        if (over) {
            interrupt();
        }
    }

    /** What a thread does next does not find it interrupted by us. {@return whether it was inside} */
    private synchronized boolean left() {
        Thread self = Thread.currentThread();
        if (interrupted.remove(self)) {
            boolean unused = Thread.interrupted();
            return true;
        }
        return inside.remove(self);
    }
}
