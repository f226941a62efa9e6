package org.presencehub.history;

/** Where users have their tokens from. Thread-safe. */
interface Tokens {
    /** The user's token, the same one each time. */
    String of(String user);
}
