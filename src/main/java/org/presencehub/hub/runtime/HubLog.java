package org.presencehub.hub.runtime;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Supplier;
import org.presencehub.DisconnectReason;
import org.presencehub.HubException;
import org.presencehub.connection.options.ConnectionOptions;
import org.presencehub.connection.options.ReceiveLimits;
import org.presencehub.hub.options.CallOptions;
import org.presencehub.hub.options.RefreshOptions;
import org.presencehub.protocol.ProtocolException;
import org.presencehub.work.Printable;
import org.presencehub.work.RatedLogger;

/** What hubs log: connection ids, never tokens or payloads. Thread-safe. */
public final class HubLog {
    private static final Logger LOG = RatedLogger.of("org.presencehub.hub");

    private HubLog() {}

    public static void ended(String path, String connectionId, DisconnectReason reason) {
        LOG.log(
                isRoutine(reason) ? Level.DEBUG : Level.INFO,
                "Connection {0} of {1} ended as {2}: {3}",
                connectionId,
                path,
                reason.code(),
                reason.sentence());
    }

    private static boolean isRoutine(DisconnectReason reason) {
        return switch (reason) {
            case GOODBYE, LOST, NEVER_ATTACHED, LOGGED_OUT, SESSION_ENDED, SESSION_EXPIRED, ABORTED, DRAINING -> true;
            default -> false;
        };
    }

    public static void refused(String path, String connectionId, DisconnectReason reason, long size, long limit) {
        if (reason == DisconnectReason.OVERLOADED) {
            overloaded(path, connectionId, size, limit);
            return;
        }
        String key = reason == DisconnectReason.OVERSIZED ? ReceiveLimits.MAX_MESSAGE_SIZE : ReceiveLimits.MAX_BACKLOG;
        LOG.log(
                Level.WARNING,
                "Connection {0} of {1} is closed: {2} bytes came, {3} may ({4}).",
                connectionId,
                path,
                Long.toString(size),
                Long.toString(limit),
                key);
    }

    public static void oversizedHandshake(String path, String connectionId, long limit) {
        LOG.log(
                Level.WARNING,
                "Connection {0} of {1} is closed: its first message has more than {2} bytes, and a handshake has fewer.",
                connectionId,
                path,
                Long.toString(limit));
    }

    private static void overloaded(String path, String connectionId, long size, long limit) {
        LOG.log(
                Level.INFO, // connections log a warning once for all
                "Connection {0} of {1} is closed: it held {2} bytes, and all connections together held more than the {3}"
                        + " they may ({4}).",
                connectionId,
                path,
                Long.toString(size),
                Long.toString(limit),
                ConnectionOptions.MEMORY_BUDGET);
    }

    public static void droppedCalls(String path, String connectionId, long calls, int perSecond) {
        LOG.log(
                Level.WARNING,
                "Connection {0} of {1} made {2} calls without asking for an answer that were dropped: it may make {3} a"
                        + " second ({4}).",
                connectionId,
                path,
                Long.toString(calls),
                Integer.toString(perSecond),
                CallOptions.PER_SECOND);
    }

    /** @param places where most of the threads are */
    static void busy(String threads, int size, long seconds, String places) {
        LOG.log(
                Level.WARNING,
                "All {0} threads for {1} have been busy for {2} s, and whoever needs one waits ({3}). They are in {4}.",
                Integer.toString(size),
                threads,
                Long.toString(seconds),
                CallOptions.THREADS,
                places);
    }

    /** Its client has cancelled the call, or is gone. */
    static void runsForNobody(String place, long seconds) {
        LOG.log(
                Level.WARNING,
                "{0} has run for {1} s since its client cancelled the call or went, and holds a thread. A parameter of the type Cancellation would tell the method.",
                place,
                Long.toString(seconds));
    }

    public static void brokenProtocol(String path, String connectionId, ProtocolException problem) {
        LOG.log(
                Level.INFO,
                "Connection {0} of {1} is closed, it broke the protocol: {2}",
                connectionId,
                path,
                problem.unquoted());
    }

    public static void refusedByHub(String path, String connectionId, HubException refusal) {
        LOG.log(
                Level.INFO,
                "Connection {0} of {1} is closed, the hub refused it: {2}",
                connectionId,
                path,
                Printable.line(String.valueOf(refusal.getMessage())));
    }

    public static void failed(String path, String connectionId, String what, Throwable cause) {
        LOG.log(Level.ERROR, "Connection " + connectionId + " of " + path + ": " + what + " failed.", cause);
    }

    /** A gate of the application has not said yet whether a token counts. */
    public static void slowGate(String path, String connectionId, Duration limit) {
        LOG.log(
                Level.WARNING,
                "Connection {0} of {1} is refused another token: the application''s gate has not answered within {2} s ({3}).",
                connectionId,
                path,
                Double.toString(limit.toMillis() / 1000.0),
                RefreshOptions.TIMEOUT);
    }

    /** The one line of a call that is not made. Nothing in it is of the client's but a name that looks like one. */
    public static void refusedCall(
            String path, String connectionId, Supplier<String> method, Supplier<String> why, boolean told) {
        LOG.log(
                Level.DEBUG,
                () -> "Connection " + connectionId + " of " + path + ": the call of " + method.get() + " is refused. "
                        + why.get() + (told ? "" : " The client is not told, as it asked."));
    }

    /** An item of a stream does not fit, which ends the stream. */
    public static void refusedItem(String path, String connectionId, String method, Supplier<String> why) {
        LOG.log(
                Level.DEBUG,
                () -> "Connection " + connectionId + " of " + path + ": what it streams to '" + method
                        + "' is refused. " + why.get());
    }

    public static void unanswered(String path, String connectionId, String error) {
        LOG.log(
                Level.DEBUG,
                "Connection {0} of {1} is not told, as it asked: {2}",
                connectionId,
                path,
                Printable.line(withoutTarget(error)));
    }

    /** The client may have called a method by any text, apostrophes included. */
    private static String withoutTarget(String error) {
        return error.replaceAll("(?s)'.*'", "'...'");
    }
}
