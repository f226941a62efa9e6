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

    static void sendingFailed(Throwable cause) {
        LOG.log(Level.ERROR, "A connection could not be sent what waits for it.", cause);
    }

    static void overloaded(int connections, long held, long limit) {
        LOG.log(
                Level.WARNING,
                "Connections held more than " + limit + " bytes (" + ConnectionOptions.MEMORY_BUDGET
                        + "): those that held most were closed as overloaded, " + connections
                        + " of them; the others hold "
                        + held + " now.");
    }

    static void reliefFailed(Throwable cause) {
        LOG.log(Level.ERROR, "A connection that holds too much could not be closed.", cause);
    }

    static void writeFailed(String connectionId, Throwable cause) {
        LOG.log(Level.DEBUG, "Writing to connection " + connectionId + " failed.", cause);
    }
}
