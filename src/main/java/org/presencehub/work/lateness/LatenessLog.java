package org.presencehub.work.lateness;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.presencehub.work.RatedLogger;

/** What is logged of the server's lateness. Thread-safe. */
final class LatenessLog {
    private static final Logger LOG = RatedLogger.of("org.presencehub.work");

    private LatenessLog() {}

    static void late(Duration kept, Duration within) {
        LOG.log(
                Level.WARNING,
                "The server's own threads were busy, or the process stood still: of the last " + within.toSeconds()
                        + " seconds, clients waited for the server in " + kept.toSeconds()
                        + ". That much does not count as their silence or slowness.");
    }
}
