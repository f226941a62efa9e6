package org.presencehub.presence;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What is logged of the engine and its timer. Thread-safe. */
final class PresenceLog {
    private static final Logger LOG = System.getLogger("org.presencehub.presence");

    private PresenceLog() {}

    static void timerRefuses(Throwable cause) {
        LOG.log(
                Level.WARNING,
                "The timer refuses to wait for the end of a grace period or for the next list: it is asked again in a second.",
                cause);
    }

    static void alarmLate() {
        LOG.log(
                Level.WARNING,
                "The end of a grace period or the next list is late by seconds: the timer is set again, each second until it rings.");
    }

    static void timerFailed(Throwable cause) {
        LOG.log(Level.ERROR, "The timer for grace periods and lists failed.", cause);
    }

    static void passingFailed(Throwable cause) {
        LOG.log(Level.ERROR, "Users whose grace period is over could not go offline.", cause);
    }
}
