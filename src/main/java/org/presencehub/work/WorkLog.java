package org.presencehub.work;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** What this package logs. Thread-safe, and never throws: others wait behind whoever logs here, and without memory nobody can. */
final class WorkLog {
    private static final Logger LOG = RatedLogger.of("org.presencehub.work");

    private WorkLog() {}

    private static void log(Level level, String line, @Nullable Throwable cause) {
        Attempt.run(() -> LOG.log(level, line, cause), unsaid -> {});
    }

    /** @param what the work that the task belongs to */
    static void failed(String what, Throwable cause) {
        log(Level.ERROR, "A task failed, those behind it go on. It belonged to: " + what + ".", cause);
    }

    static void waits(String pool, Throwable cause) {
        log(
                Level.WARNING,
                "No more threads can be had for " + pool
                        + ". What is to be done there waits for those that there are; others are tried for each second.",
                cause);
    }

    static void dropped(String pool) {
        log(Level.DEBUG, "A task for " + pool + " came after the end, and is dropped.", null);
    }

    static void tickFailed(Throwable cause) {
        log(Level.ERROR, "The tick failed for one of those that are told the time.", cause);
    }

    /** @param held the thread, or null if it is gone */
    static void late(String hand, @Nullable Thread held) {
        Throwable where = null;
        if (held != null) {
            where = new IllegalStateException("Held up here.");
            where.setStackTrace(held.getStackTrace());
        }
        log(
                Level.WARNING,
                "The thread for " + hand + " is late by seconds: it is " + (held == null ? "gone" : "held up")
                        + ". Another one goes on.",
                where);
    }

    static void left(String pool, int running, int waiting) {
        log(
                Level.WARNING,
                "The threads for " + pool + " are ended: " + running + " tasks were interrupted, and " + waiting
                        + " that waited are dropped.",
                null);
    }
}
