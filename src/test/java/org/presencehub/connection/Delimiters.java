package org.presencehub.connection;

import org.presencehub.connection.inbound.Delimiter;

/** Where messages end in tests. */
public final class Delimiters {
    /** Behind each semicolon. */
    public static final Delimiter SEMICOLON = behind(';');

    private Delimiters() {}

    /** {@return a delimiter that cuts behind each of these characters} */
    public static Delimiter behind(char last) {
        return (bytes, from, searched, to) -> {
            for (int at = searched; at < to; at++) {
                if (bytes[at] == last) {
                    return at + 1;
                }
            }
            return -1;
        };
    }
}
