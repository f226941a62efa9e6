package org.presencehub.connection.outbound;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.presencehub.work.RatedLogger;

/** What is logged of sending: connection ids, never payloads. Thread-safe. */
final class OutboundLog {
    private static final Logger LOG = RatedLogger.of("org.presencehub.connection");

    private OutboundLog() {}

    static void sendingFailed(Throwable cause) {
        LOG.log(Level.ERROR, "A connection could not be sent what waits for it.", cause);
    }
}
