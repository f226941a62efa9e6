package org.presencehub.history;

/** What keeps the command from its work, in a sentence for who typed it. */
final class Hindrance extends RuntimeException {
    Hindrance(String message) {
        super(message);
    }

    Hindrance(String message, Throwable cause) {
        super(message, cause);
    }
}
