package org.presencehub.auth;

import java.util.Collection;
import java.util.stream.Collectors;

/** Foreign text made fit for a log line: quoted, one printable line, cut. Stateless. */
public final class Quoted {
    private static final int MAX_LENGTH = 100;
    private static final int MAX_ITEMS = 5;

    private Quoted() {}

    public static String quoted(String text) {
        StringBuilder line = new StringBuilder("'");
        text.codePoints().limit(MAX_LENGTH).forEach(character -> append(line, character));
        return line.append(text.codePointCount(0, text.length()) > MAX_LENGTH ? "…'" : "'")
                .toString();
    }

    public static String quoted(Collection<String> texts) {
        String list = texts.stream().limit(MAX_ITEMS).map(Quoted::quoted).collect(Collectors.joining(", "));
        return "[" + list + (texts.size() > MAX_ITEMS ? ", …]" : "]");
    }

    /** Letters of every script stay; whatever could end the line, hide or turn text around (CWE-117) becomes {@code ?}. */
    private static void append(StringBuilder line, int character) {
        boolean printable = switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> character != '\'';
        };
        line.appendCodePoint(printable ? character : '?');
    }
}
