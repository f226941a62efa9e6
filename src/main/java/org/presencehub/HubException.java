package org.presencehub;

/** Thrown by a hub method to fail a call with a text that the client may read; any other exception stays secret. Immutable. */
public final class HubException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message the text that the caller is told */
    public HubException(String message) {
        super(message);
    }
}
