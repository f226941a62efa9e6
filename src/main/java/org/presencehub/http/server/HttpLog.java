package org.presencehub.http.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.stream.Stream;
import org.presencehub.work.RatedLogger;

/** What this package logs: never a token or a query. Thread-safe. */
public final class HttpLog {
    private static final Logger LOG = RatedLogger.of("org.presencehub.http");

    private HttpLog() {}

    /** What was not foreseen. Without its message, which may repeat what the client has sent. */
    public static void answerFailed(Throwable cause) {
        LOG.log(
                Level.ERROR,
                "A request could not be answered, and gets 500: {0} at {1}",
                cause.getClass().getName(),
                Stream.of(cause.getStackTrace())
                        .findFirst()
                        .map(StackTraceElement::toString)
                        .orElse("an unknown place"));
        LOG.log(Level.DEBUG, "That failed here.", new Place(cause));
    }

    /** Where another exception comes from, and nothing that it says. */
    private static final class Place extends Exception {
        private static final long serialVersionUID = 1;

        Place(Throwable other) {
            super(
                    other.getClass().getName(),
                    Optional.ofNullable(other.getCause()).map(Place::new).orElse(null));
            setStackTrace(other.getStackTrace());
        }
    }

    public static void sessionEnded(Throwable cause) {
        LOG.log(Level.TRACE, "A session ended while a request of it was held.", cause);
    }

    public static void requestFailed(Throwable cause) {
        LOG.log(Level.DEBUG, "A request that waited failed.", cause);
    }
}
