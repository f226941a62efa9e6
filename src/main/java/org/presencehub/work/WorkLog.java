package org.presencehub.work;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What this package logs. Thread-safe. */
final class WorkLog {
    private static final Logger LOG = RatedLogger.of("org.presencehub.work");

    private WorkLog() {}

    /** @param what the work that the task belongs to */
    static void failed(String what, Throwable cause) {
        LOG.log(Level.ERROR, "A task failed, those behind it go on. It belonged to: " + what + ".", cause);
    }

    static void waits(String pool, Throwable cause) {
        LOG.log(
                Level.WARNING,
                "No more threads can be had for " + pool
                        + ". What is to be done there waits for those that there are; others are tried for each second.",
                cause);
    }

    static void dropped(String pool) {
        LOG.log(Level.DEBUG, "A task for {0} came after the end, and is dropped.", pool);
    }

    static void tickFailed(Throwable cause) {
        LOG.log(Level.ERROR, "The tick failed for one of those that are told the time.", cause);
    }

    static void left(String pool, int running, int waiting) {
        LOG.log(
                Level.WARNING,
                "The threads for {0} are ended: {1} tasks were interrupted, and {2} that waited are dropped.",
                pool,
                Integer.toString(running),
                Integer.toString(waiting));
    }
}
