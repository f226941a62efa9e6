package org.presencehub.protocol;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The inside of JSON strings, to and from Java's (RFC 8259 §7). */
final class JsonString {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private JsonString() {}

    /** @param from,to what stands between the quotes, whose grammar is known to be valid */
    static String decode(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return text.indexOf('\\') < 0 ? text : unescape(text);
    }

    private static String unescape(String text) {
        StringBuilder content = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != '\\') {
                content.append(c);
            } else if (text.charAt(++at) == 'u') {
                content.append((char) Integer.parseInt(text, at + 1, at + 5, 16));
                at += 4;
            } else {
                content.append(unescape(text.charAt(at)));
            }
        }
        return content.toString();
    }

    private static char unescape(char c) {
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }

    static String escape(String content) {
        for (int at = 0; at < content.length(); at++) {
            if (mustEscape(content.charAt(at))) {
                return escape(content, at);
            }
        }
        return content;
    }

    private static String escape(String content, int clean) {
        StringBuilder text = new StringBuilder(content.length() + 16).append(content, 0, clean);
        for (int at = clean; at < content.length(); at++) {
            char c = content.charAt(at);
            if (mustEscape(c)) {
                escape(c, text);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static boolean mustEscape(char c) {
        return c < ' ' || c == '"' || c == '\\';
    }

    private static void escape(char c, StringBuilder text) {
        switch (c) {
            case '"', '\\' -> text.append('\\').append(c);
            case '\b' -> text.append("\\b");
            case '\f' -> text.append("\\f");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> text.append("\\u").append(HEX.toHexDigits(c));
        }
    }
}
