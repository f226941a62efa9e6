package org.presencehub.transport;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ThreadLocalRandom;

/** What this package logs: never a token, a connection token or a query. Thread-safe. */
final class TransportLog {
    private static final Logger LOG = System.getLogger("org.presencehub.transport");

    private TransportLog() {}

    /** {@return an id that finds the line again} */
    static String refused(String path, String cause) {
        String id = "%08x".formatted(ThreadLocalRandom.current().nextInt());
        LOG.log(Level.WARNING, "Refused [{0}] at {1}: {2}", id, path, cause);
        return id;
    }

    static void full(String path) {
        LOG.log(
                Level.WARNING,
                "Refused at {0}: there are as many connections as presencehub.maximum-connections allows.",
                path);
    }

    static void upgradeFailed(String path, Throwable cause) {
        LOG.log(Level.ERROR, "The upgrade to WebSocket failed at " + path + ".", cause);
    }

    static void socketFailed(Throwable cause) {
        LOG.log(Level.DEBUG, "A WebSocket failed.", cause);
    }

    static void requestFailed(Throwable cause) {
        LOG.log(Level.DEBUG, "A request that waited failed.", cause);
    }

    static void serving(String path) {
        LOG.log(Level.INFO, "Serving the hub {0}", path);
    }
}
