package org.presencehub;

/** The connection that was to answer, or whose stream was read, is not there, or is not there any more. Immutable. */
public final class ClientDisconnectedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message which connection, and whether it ever was */
    public ClientDisconnectedException(String message) {
        super(message);
    }
}
