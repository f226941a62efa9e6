package org.presencehub.protocol;

/**
 * A peer broke the protocol; its connection ends. Immutable.
 *
 * <p>The message is the detail text that ASP.NET Core SignalR gives after {@code InvalidDataException: }. It can quote what the peer
 * sent: it may be told to that peer, but not be logged; see {@link #unquoted()}.
 */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1;

    private final String unquoted;

    ProtocolException(String message) {
        this(message, message);
    }

    /** @param unquoted the message without what it quotes */
    ProtocolException(String message, String unquoted) {
        super(message, null, false, false); // a peer can cause any number of these: no stack trace
        this.unquoted = unquoted;
    }

    /** {@return what may be logged: the message without the peer's own words} */
    public String unquoted() {
        return unquoted;
    }
}
