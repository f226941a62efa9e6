package org.presencehub;

/** A way in which clients reach a hub, the best one first. */
public enum HubTransport {
    /** One socket for both directions. */
    WEB_SOCKETS("WebSockets"),
    /** A response that never ends, and requests of its own for what the client sends; text only. */
    SERVER_SENT_EVENTS("ServerSentEvents"),
    /** A request that waits for each batch of messages, and others for what the client sends: passes every proxy. */
    LONG_POLLING("LongPolling");

    private final String title;

    HubTransport(String title) {
        this.title = title;
    }

    /** {@return the name on the wire and for people: {@code WebSockets}} */
    public String title() {
        return title;
    }
}
