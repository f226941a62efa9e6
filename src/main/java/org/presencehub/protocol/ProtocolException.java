package org.presencehub.protocol;

/**
 * A peer broke the protocol; its connection ends. Immutable.
 *
 * <p>The message is the detail text that ASP.NET Core SignalR gives after {@code InvalidDataException: }. It can quote what the peer
 * sent: it may be told to that peer, but not be logged.
 */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1;

    ProtocolException(String message) {
        super(message, null, false, false); // a peer can cause any number of these: no stack trace
    }
}
