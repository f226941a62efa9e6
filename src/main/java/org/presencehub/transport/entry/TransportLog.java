package org.presencehub.transport.entry;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.presencehub.connection.options.Capacity;
import org.presencehub.work.Printable;
import org.presencehub.work.RatedLogger;

/** What transports log: never a token, a connection token or a query. Thread-safe. */
public final class TransportLog {
    private static final Logger LOG = RatedLogger.of("org.presencehub.transport");

    private TransportLog() {}

    static void full(String path) {
        LOG.log(
                Level.WARNING,
                "Refused at {0}: there are as many connections as {1} allows.",
                path,
                Capacity.MAX_CONNECTIONS);
    }

    /**
     * Something on the way spoils the handshakes of WebSockets.
     *
     * @param via what proxies say of themselves, or nothing
     */
    public static void faultyHandshake(String path, String fault, String via) {
        LOG.log(
                Level.WARNING,
                "Refused at {0}: no handshake of a WebSocket, since {1}. {2}",
                path,
                fault,
                via.isEmpty()
                        ? "No proxy names itself in a Via header."
                        : "It came through proxies, which may have to be told to pass it on: Via: "
                                + Printable.quoted(via));
    }

    public static void upgradeFailed(String path, Throwable cause) {
        LOG.log(Level.ERROR, "The upgrade to WebSocket failed at " + path + ".", cause);
    }

    public static void socketFailed(Throwable cause) {
        LOG.log(Level.DEBUG, "A WebSocket failed.", cause);
    }

    public static void requestFailed(Throwable cause) {
        LOG.log(Level.DEBUG, "A request that waited failed.", cause);
    }

    /** A hub that CDI does not know. */
    public static void noBean(String type, String path) {
        LOG.log(
                Level.WARNING,
                "{0} is annotated with @Hub, but is no bean, so nothing is served at {1}. In a WAR of an EAR, WildFly takes it for one only if"
                        + " presencehub-api lies in lib/ of the EAR, or if it has a scope, too, such as @Dependent.",
                type,
                path);
    }

    /** What a filter in front of a hub costs. */
    static void notAsynchronous(String path, boolean webSockets, List<String> suspects) {
        LOG.log(
                Level.WARNING,
                "A filter in front of the hub {0} does not support asynchronous requests, so {1}. It is {2}: say asyncSupported = true in"
                        + " its @WebFilter, <async-supported>true</async-supported> in its <filter>, or setAsyncSupported(true)"
                        + " where it is registered.",
                path,
                webSockets
                        ? "its clients are offered WebSockets only, no event streams and no polls"
                        : "its clients are offered nothing, as WebSockets are switched off",
                suspects.isEmpty() ? "one that the container does not name" : String.join(" or ", suspects));
    }

    public static void constrained(String warning) {
        LOG.log(Level.WARNING, warning);
    }

    public static void unreadable(String descriptor, Throwable cause) {
        LOG.log(Level.WARNING, "Not read, so nothing can be told about it: " + descriptor, cause);
    }

    public static void serving(String path) {
        LOG.log(Level.INFO, "Serving the hub {0}", path);
    }
}
