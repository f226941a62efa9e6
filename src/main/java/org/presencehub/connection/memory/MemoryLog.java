package org.presencehub.connection.memory;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.presencehub.work.RatedLogger;

/** What is logged of the memory budget. Thread-safe. */
final class MemoryLog {
    private static final Logger LOG = RatedLogger.of("org.presencehub.connection");

    private MemoryLog() {}

    static void overloaded(int connections, long held, long limit) {
        LOG.log(
                Level.WARNING,
                "Connections held more than " + limit + " bytes (" + MemoryBudget.KEY
                        + "): those that held most were closed as overloaded, " + connections
                        + " of them; the others hold "
                        + held + " now.");
    }

    static void reliefFailed(Throwable cause) {
        LOG.log(Level.ERROR, "A connection that holds too much could not be closed.", cause);
    }
}
