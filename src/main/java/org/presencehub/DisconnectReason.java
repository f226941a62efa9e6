package org.presencehub;

/** Why a connection ended. Immutable. */
public enum DisconnectReason {
    /** The client said that it leaves: a Close message, or a WebSocket close with 1000 or without a code. */
    GOODBYE("goodbye", "The client closed the connection.", true),
    /** The network or the client's process went away: a reset, a page reload, a WebSocket close with another code. */
    LOST("lost", "The connection was lost.", true),
    /** Nothing was received for longer than the client timeout. */
    SILENT("silent", "The client sent nothing within the client timeout.", true),
    /** The client read too slowly: one write took too long, or what it was sent was not acknowledged in time. */
    SLOW("slow", "The client did not read fast enough.", true),
    /** The client sent more than may wait while a call of it runs. */
    FLOODING("flooding", "The client sent more than may wait to be processed.", true),
    /** The server was short of memory, and the connection held more of it than others, or asked for more. */
    OVERLOADED("overloaded", "The server ran short of memory, of which this connection held much.", true),
    /** One message was larger than the receive limit. */
    OVERSIZED("oversized", "The client sent a message above the receive limit.", true),
    /** The client sent something that the hub protocol or the transport's framing does not allow. */
    BROKEN_PROTOCOL("broken-protocol", "The client broke the protocol.", true),
    /** The handshake failed or did not come in time. */
    NO_HANDSHAKE("no-handshake", "The client did not complete the handshake.", false),
    /** An id was negotiated and no transport came for it. */
    NEVER_ATTACHED("never-attached", "The client negotiated and did not connect.", false),
    /** The hub's {@link OnConnected} method threw. */
    REFUSED_BY_HUB("refused-by-hub", "The hub refused the connection.", false),
    /** The token's life ended. */
    EXPIRED("expired", "The access token expired.", true),
    /** Someone with the right to do so ended the connection. */
    KICKED("kicked", "The connection was ended by an administrator.", false),
    /** The user logged out, and so leaves on all devices. */
    LOGGED_OUT("logged-out", "The user logged out.", false),
    /** The user logged out of the HTTP session that the connection was opened in, and stays where else the same user is. */
    SESSION_ENDED("session-ended", "The user logged out of the session.", false),
    /** The HTTP session that the connection was opened in ended because no request came for too long. */
    SESSION_EXPIRED("session-expired", "The session of the login expired.", false),
    /** A hub method called {@link HubCallerContext#abort()}. */
    ABORTED("aborted", "The hub ended the connection.", false),
    /** The server or the application is stopping. */
    DRAINING("draining", "The server is stopping.", true);

    private final String code;
    private final String sentence;
    private final boolean mayReconnect;

    DisconnectReason(String code, String sentence, boolean mayReconnect) {
        this.code = code;
        this.sentence = sentence;
        this.mayReconnect = mayReconnect;
    }

    /** {@return the short, stable name for logs and interfaces, such as {@code slow}} */
    public String code() {
        return code;
    }

    /** {@return one English sentence for people} */
    public String sentence() {
        return sentence;
    }

    /** {@return whether the client is invited to reconnect by itself} */
    public boolean mayReconnect() {
        return mayReconnect;
    }
}
