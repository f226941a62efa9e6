package org.presencehub.connection;

/** Where messages end in tests. */
final class Delimiters {
    /** Behind each semicolon. */
    static final Delimiter SEMICOLON = behind(';');

    private Delimiters() {}

    /** {@return a delimiter that cuts behind each of these characters} */
    static Delimiter behind(char last) {
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
