package org.presencehub.auth;

/** Says why a text yields no key to verify tokens with; never shows the text. Immutable. */
final class UnusableKeyException extends Exception {
    private static final long serialVersionUID = 1;

    UnusableKeyException(String message) {
        super(message);
    }
}
