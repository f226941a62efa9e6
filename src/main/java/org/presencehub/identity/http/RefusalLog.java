package org.presencehub.identity.http;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ThreadLocalRandom;
import org.presencehub.work.RatedLogger;

/** What the log has of refused requests: the cause, and never a token or a query. Thread-safe. */
public final class RefusalLog {
    private static final Logger LOG = RatedLogger.of("org.presencehub.identity");

    private RefusalLog() {}

    /** {@return an id that finds the line again} */
    public static String refused(String path, String cause) {
        String id = "%08x".formatted(ThreadLocalRandom.current().nextInt());
        LOG.log(Level.WARNING, "Refused [{0}] at {1}: {2}", id, path, cause);
        return id;
    }
}
