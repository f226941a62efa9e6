package org.presencehub.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Steps through JSON text strictly by RFC 8259 and finds where values begin and end; confined to the call that made it.
 *
 * <p>The values that it gives cannot break a later reader: the grammar holds, UTF-8 is well-formed, no escape leaves half a surrogate
 * pair, and nothing is nested deeper than 64 levels. A value whose grammar holds and whose text does not is {@link Unreadable}. Time is linear
 * and the stack flat, whatever the input.
 */
final class JsonScanner {
    /** As deep as ASP.NET Core SignalR reads; the object of a record and the array of its arguments count. */
    static final int MAX_DEPTH = 64;

    private final byte[] bytes;
    private final int to;
    private int at;
    private boolean spaced;
    private boolean illFormed; // text that was stepped over is no Unicode

    private int depth;
    private long objects; // one bit for each open container, the innermost lowest: is it an object?
    private boolean fresh; // nothing was read yet from the container just opened, so no comma is due

    JsonScanner(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.to = to;
    }

    /** {@return what it steps through} */
    byte[] bytes() {
        return bytes;
    }

    int position() {
        return at;
    }

    /** Whether there was white space between tokens so far. */
    boolean spaced() {
        return spaced;
    }

    /** Refuses everything but white space from here on. */
    void end() throws ProtocolException {
        skipWhiteSpace();
        require(at == to);
    }

    /** The first byte of the next token. */
    byte peek() throws ProtocolException {
        skipWhiteSpace();
        require(at < to);
        return bytes[at];
    }

    void beginObject() throws ProtocolException {
        begin('{');
        objects |= 1;
    }

    void beginArray() throws ProtocolException {
        begin('[');
    }

    private void begin(char bracket) throws ProtocolException {
        require(peek() == bracket && depth < MAX_DEPTH);
        at++;
        depth++;
        objects <<= 1;
        fresh = true;
    }

    /** Steps to the name of the next member, or out of the object if there is none. */
    boolean nextMember() throws ProtocolException {
        return next('}');
    }

    /** Steps to the next element, or out of the array if there is none. */
    boolean nextElement() throws ProtocolException {
        return next(']');
    }

    private boolean next(char bracket) throws ProtocolException {
        byte b = peek();
        if (b == bracket) {
            at++;
            depth--;
            objects >>>= 1;
            fresh = false;
            return false;
        }
        if (!fresh) {
            require(b == ',');
            at++;
        }
        fresh = false;
        return true;
    }

    /** Reads the name of a member, up to its value. */
    String name() throws ProtocolException {
        String name = text();
        skipColon();
        return name;
    }

    String string() throws ProtocolException {
        String string = text();
        require(!illFormed);
        return string;
    }

    /** Reads a string, in which U+FFFD stands for what is no Unicode. */
    String text() throws ProtocolException {
        require(peek() == '"');
        int from = at;
        illFormed = false;
        skipString();
        String text = JsonString.decode(bytes, from + 1, at - 1);
        return illFormed ? Utf8.wellFormed(text) : text;
    }

    /** Reads a number of any kind as it is written. */
    String number() throws ProtocolException {
        peek();
        int from = at;
        skipNumber();
        return new String(bytes, from, at - from, ISO_8859_1);
    }

    /** Steps over one value of any kind. */
    Payload value() throws ProtocolException {
        peek();
        int from = at;
        illFormed = false;
        skip();
        return illFormed ? new Unreadable(Unreadable.TEXT, at - from) : new Json(bytes, from, at);
    }

    /** Steps over one value of any kind. */
    void skip() throws ProtocolException {
        int outer = depth;
        do {
            switch (peek()) {
                case '{' -> beginObject();
                case '[' -> beginArray();
                default -> skipScalar();
            }
            while (depth > outer && !nextInside()) {
                // the container that ended here was itself a value of the one around it
            }
        } while (depth > outer);
    }

    private boolean nextInside() throws ProtocolException {
        if ((objects & 1) == 0) {
            return nextElement();
        }
        if (!nextMember()) {
            return false;
        }
        require(peek() == '"');
        skipString();
        skipColon();
        return true;
    }

    private void skipColon() throws ProtocolException {
        require(peek() == ':');
        at++;
    }

    void skipScalar() throws ProtocolException {
        switch (peek()) {
            case '"' -> skipString();
            case 't' -> skipLiteral("true");
            case 'f' -> skipLiteral("false");
            case 'n' -> skipLiteral("null");
            default -> skipNumber();
        }
    }

    private void skipLiteral(String word) throws ProtocolException {
        require(word.length() <= to - at);
        for (int i = 0; i < word.length(); i++) {
            require(bytes[at++] == word.charAt(i));
        }
    }

    private void skipNumber() throws ProtocolException {
        accept('-');
        if (!accept('0')) {
            skipDigits();
        }
        if (accept('.')) {
            skipDigits();
        }
        if (accept('e') || accept('E')) {
            if (!accept('-')) {
                accept('+');
            }
            skipDigits();
        }
    }

    private void skipDigits() throws ProtocolException {
        int from = at;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        require(at > from);
    }

    private boolean accept(char c) {
        boolean found = at < to && bytes[at] == c;
        if (found) {
            at++;
        }
        return found;
    }

    private void skipString() throws ProtocolException {
        at++;
        while (true) {
            require(at < to);
            byte b = bytes[at];
            if (b == '"') {
                at++;
                return;
            } else if (b == '\\') {
                skipEscape();
            } else if (b < 0) {
                skipMultibyte();
            } else {
                require(b >= ' ');
                at++;
            }
        }
    }

    private void skipMultibyte() {
        int length = Utf8.sequenceLength(bytes, at, to);
        if (length == 0) {
            illFormed = true;
            at++;
        } else {
            at += length;
        }
    }

    private void skipEscape() throws ProtocolException {
        require(at + 1 < to);
        switch (bytes[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at += 2;
            case 'u' -> skipUnicodeEscape();
            default -> throw error();
        }
    }

    private void skipUnicodeEscape() throws ProtocolException {
        char unit = codeUnit();
        if (Character.isSurrogate(unit) && !(Character.isHighSurrogate(unit) && acceptLowSurrogate())) {
            illFormed = true;
        }
    }

    private boolean acceptLowSurrogate() throws ProtocolException {
        int from = at;
        boolean found =
                to - at >= 2 && bytes[at] == '\\' && bytes[at + 1] == 'u' && Character.isLowSurrogate(codeUnit());
        if (!found) {
            at = from;
        }
        return found;
    }

    private char codeUnit() throws ProtocolException {
        require(to - at >= 6 && bytes[at] == '\\' && bytes[at + 1] == 'u');
        int unit = 0;
        for (int i = 2; i < 6; i++) {
            int digit = Character.digit(bytes[at + i], 16);
            require(digit >= 0);
            unit = unit << 4 | digit;
        }
        at += 6;
        return (char) unit;
    }

    private void skipWhiteSpace() {
        int from = at;
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        spaced |= at > from;
    }

    private static void require(boolean valid) throws ProtocolException {
        if (!valid) {
            throw error();
        }
    }

    static ProtocolException error() {
        return new ProtocolException("Error reading JSON.");
    }
}
