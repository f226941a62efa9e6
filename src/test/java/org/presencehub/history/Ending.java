package org.presencehub.history;

/** How a client ends a connection. */
enum Ending {
    /** A hub Close and then the socket's, as the JavaScript client's {@code stop()} has it. */
    STOP(true),
    /** A WebSocket Close with code 1000. */
    CLOSE(true),
    /** A WebSocket Close with code 1001, as browsers send it from a page that is left or reloaded. */
    LEAVE_PAGE(false),
    /** No word at all. */
    CUT(false);

    private final boolean goodbye;

    Ending(boolean goodbye) {
        this.goodbye = goodbye;
    }

    boolean isGoodbye() {
        return goodbye;
    }
}
