package org.presencehub.lifecycle;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What this package logs. Thread-safe. */
final class LifecycleLog {
    private static final Logger LOG = System.getLogger("org.presencehub.lifecycle");

    private LifecycleLog() {}

    static void draining(boolean end, int left) {
        LOG.log(
                Level.INFO,
                end
                        ? "The application ends: nobody new is let in, and {0} connections are sent away."
                        : "Draining: nobody new is let in, and {0} connections are sent away.",
                Integer.toString(left));
    }

    static void drained(long millis, int cutOff) {
        if (cutOff == 0) {
            LOG.log(Level.INFO, "Drained within {0} ms: nobody is left.", Long.toString(millis));
        } else {
            LOG.log(
                    Level.WARNING,
                    "Drained after {0} ms; {1} connections had not gone by then, and were cut off ("
                            + DrainOptions.TIMEOUT + ").",
                    Long.toString(millis),
                    Integer.toString(cutOff));
        }
    }

    static void takenBack() {
        LOG.log(Level.INFO, "The drain is taken back: clients are let in again.");
    }

    static void suspended(boolean suspended) {
        LOG.log(
                Level.INFO,
                suspended
                        ? "The server is suspended: nobody new is let in, and those who are connected stay so."
                        : "The server is resumed: clients are let in again.");
    }

    static void drainFailed(Throwable cause) {
        LOG.log(Level.ERROR, "The drain broke off.", cause);
    }

    static void late() {
        LOG.log(Level.WARNING, "The drain is not over in time; the application ends all the same.");
    }

    static void stopFailed(Throwable cause) {
        LOG.log(Level.ERROR, "Something could not be stopped; the rest is.", cause);
    }

    static void stateUnknown(Throwable cause) {
        LOG.log(Level.DEBUG, "The state of the server cannot be watched.", cause);
    }
}
