package org.presencehub.connection;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.presencehub.work.RatedLogger;

/** What this package logs: connection ids, never tokens or payloads. Thread-safe. */
final class ConnectionLog {
    private static final Logger LOG = RatedLogger.of("org.presencehub.connection");

    private ConnectionLog() {}

    static void handlerFailed(String connectionId, Throwable cause) {
        LOG.log(Level.ERROR, "Connection " + connectionId + " is closed: its hub failed to handle it.", cause);
    }

    static void listenerFailed(Throwable cause) {
        LOG.log(Level.ERROR, "A listener to connections failed.", cause);
    }

    static void listenerFailed(String connectionId, Throwable cause) {
        LOG.log(Level.ERROR, "The end of connection " + connectionId + " could not be told to everybody.", cause);
    }

    static void tickFailed(String path, Throwable cause) {
        LOG.log(Level.ERROR, "The connections of " + path + " could not be told the time.", cause);
    }

    static void writeFailed(String connectionId, Throwable cause) {
        LOG.log(Level.DEBUG, "Writing to connection " + connectionId + " failed.", cause);
    }
}
