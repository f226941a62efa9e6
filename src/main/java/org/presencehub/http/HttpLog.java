package org.presencehub.http;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.presencehub.work.RatedLogger;

/** What this package logs: never a token or a query. Thread-safe. */
final class HttpLog {
    private static final Logger LOG = RatedLogger.of("org.presencehub.http");

    private HttpLog() {}

    static void answerFailed(Throwable cause) {
        LOG.log(Level.ERROR, "A request could not be answered, and gets 500.", cause);
    }

    static void requestFailed(Throwable cause) {
        LOG.log(Level.DEBUG, "A request that waited failed.", cause);
    }
}
