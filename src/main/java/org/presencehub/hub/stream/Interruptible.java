package org.presencehub.hub.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Code of the application that may wait there for something that never comes: threads in it are interrupted when nobody needs them to wait any
 * more. Thread-safe.
 *
 * <p>Only there. A thread that is interrupted while it writes closes the socket ({@link java.nio.channels.InterruptibleChannel}), and what it writes may be
 * for somebody else: a publisher may serve all its subscribers on the thread of one.
 */
final class Interruptible {
    private static final ThreadLocal<@Nullable Visit> CURRENT = new ThreadLocal<>();

    @GuardedBy("this")
    private final Set<Visit> visits = new HashSet<>(2);

    @GuardedBy("this")
    private boolean over;

    /** A thread in the application's code, which may call ours from there. Thread-safe. */
    private static final class Visit {
        final Thread thread = Thread.currentThread();

        @GuardedBy("this")
        private boolean away;

        @GuardedBy("this")
        private boolean unneeded;

        @GuardedBy("this")
        private boolean interrupted;

        synchronized void interrupt() {
            unneeded = true;
            if (!away) {
                interrupted = true;
                thread.interrupt();
            }
        }

        /** What the thread does next does not find it interrupted by us. */
        synchronized void leave() {
            away = true;
            if (interrupted) {
                boolean unused = Thread.interrupted();
                interrupted = false;
            }
        }

        synchronized void comeBack() {
            away = false;
            if (unneeded) {
                interrupt();
            }
        }
    }

    /** Runs the application's code, unless nobody needs it any more. */
    void enter(Runnable code) {
        Visit visit = new Visit();
        if (!begin(visit)) {
            return;
        }
        Visit outer = CURRENT.get();
        CURRENT.set(visit);
        try {
            code.run();
        } finally {
            end(visit);
            visit.leave();
            restore(outer);
        }
    }

    /** Runs code of ours that the application's code calls, wherever the thread that calls it was. */
    static void leave(Runnable code) {
        Visit visit = CURRENT.get();
        if (visit == null) {
            code.run();
            return;
        }
        visit.leave();
        CURRENT.remove();
        try {
            code.run();
        } finally {
            restore(visit);
            visit.comeBack();
        }
    }

    private static void restore(@Nullable Visit visit) {
        if (visit == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(visit);
        }
    }

    /** Nobody needs the application's code any more. */
    void interrupt() {
        List<Visit> all;
        synchronized (this) {
            over = true;
            all = List.copyOf(visits);
        }
        all.forEach(Visit::interrupt);
    }

    /** {@return whether {@link #interrupt} was called} */
    synchronized boolean isOver() {
        return over;
    }

    private synchronized boolean begin(Visit visit) {
        return !over && visits.add(visit);
    }

    private synchronized void end(Visit visit) {
        visits.remove(visit);
    }
}
