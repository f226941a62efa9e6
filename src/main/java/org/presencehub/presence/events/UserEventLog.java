package org.presencehub.presence.events;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.presencehub.presence.options.PresenceOptions;
import org.presencehub.work.Printable;

/** What is logged of events and their observers. Thread-safe. */
final class UserEventLog {
    private static final Logger LOG = System.getLogger("org.presencehub.presence");

    private UserEventLog() {}

    /**
     * The id of a user may hold anything.
     *
     * @param cause what an observer threw; of many that observe asynchronously, each is among those that it suppressed
     */
    static void failed(Object event, Throwable cause) {
        LOG.log(Level.ERROR, "An observer failed on " + Printable.line(event.toString()) + ".", cause);
    }

    static void many(int size) {
        LOG.log(
                Level.WARNING,
                "{0} events of users wait for their observers, which are slower than users come and go: none is dropped."
                        + " Make observers faster, or raise {1}.",
                Integer.toString(size),
                PresenceOptions.OBSERVER_THREADS);
    }

    static void untold(int size) {
        LOG.log(
                Level.WARNING,
                "The application stops before its observers were done with {0} events of users.",
                Integer.toString(size));
    }
}
