package org.presencehub.work;

import java.util.Collection;
import java.util.stream.Collectors;

/** Foreign text made fit for a line of a log or of the console: letters of every script stay. Stateless. */
public final class Printable {
    private static final int MAX_LENGTH = 100;
    private static final int MAX_ITEMS = 5;

    private Printable() {}

    /** {@return the text in one line} Whatever could end the line, hide text or turn it around (CWE-117) becomes {@code ?}. */
    public static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(character -> line.appendCodePoint(isPrintable(character) ? character : '?'));
        return line.toString();
    }

    /** {@return the text in one line, of at most so many characters} */
    public static String line(String text, int most) {
        return line(
                text.codePointCount(0, text.length()) > most
                        ? text.substring(0, text.offsetByCodePoints(0, most))
                        : text);
    }

    /** {@return the text in one line of at most {@value #MAX_LENGTH} characters, between quotes that it cannot end} */
    public static String quoted(String text) {
        boolean cut = text.codePointCount(0, text.length()) > MAX_LENGTH;
        return "'" + line(text, MAX_LENGTH).replace('\'', '?') + (cut ? "…'" : "'");
    }

    /** {@return at most {@value #MAX_ITEMS} of the texts, each quoted} */
    public static String quoted(Collection<String> texts) {
        String list = texts.stream().limit(MAX_ITEMS).map(Printable::quoted).collect(Collectors.joining(", "));
        return "[" + list + (texts.size() > MAX_ITEMS ? ", …]" : "]");
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
