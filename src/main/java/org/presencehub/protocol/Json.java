package org.presencehub.protocol;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One JSON value as a range of UTF-8 bytes; immutable, as long as nobody writes to the array it was made from. */
public final class Json implements Payload {
    public static final Json NULL = of("null");

    private static final int MAX_NUMBER = 1_100; // characters: a double of the smallest kind has no more digits
    private static final int MAX_EXPONENT = 4; // digits: IEEE's decimals have no more

    final byte[] bytes;
    final int from;
    final int to;

    Json(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** Takes text that a JSON writer of our own made, unchecked: one compact value without white space around it. */
    public static Json of(byte[] utf8) {
        return new Json(utf8, 0, utf8.length);
    }

    /** Takes text that a JSON writer of our own made, unchecked: one compact value without white space around it. */
    public static Json of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes a JSON string with this content. */
    public static Json quote(String content) {
        return of(new JsonWriter().string(content).toByteArray());
    }

    /** Takes text from anywhere if it is exactly one value, strictly by RFC 8259. */
    public static Json parse(byte[] bytes, int from, int to) throws ProtocolException {
        JsonScanner scanner = new JsonScanner(bytes, from, to);
        Payload read = scanner.value();
        scanner.end();
        if (!(read instanceof Json value)) {
            throw JsonScanner.error();
        }
        return scanner.spaced() ? of(value.compacted()) : value;
    }

    @Override
    public Json json() {
        return this;
    }

    @Override
    public Packed packed() {
        return JsonPacking.pack(this);
    }

    @Override
    public int length() {
        return to - from;
    }

    @Override
    public Json alone() {
        return length() == bytes.length ? this : of(utf8());
    }

    public byte[] utf8() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** Reads the value without copying it. */
    public InputStream stream() {
        return new ByteArrayInputStream(bytes, from, to - from);
    }

    /** {@return the character that it begins with, which tells what kind of value it is} */
    public char first() {
        return (char) bytes[from];
    }

    public boolean isNull() {
        return bytes[from] == 'n';
    }

    public boolean isString() {
        return bytes[from] == '"';
    }

    /** The content of a JSON string. */
    public String string() {
        if (!isString()) {
            throw new IllegalStateException("Not a JSON string.");
        }
        return JsonString.decode(bytes, from + 1, to - 1);
    }

    /** {@return whether a number in it has more than 1,100 characters, or an exponent of more than four digits} */
    public boolean hasOversizedNumber() {
        for (int at = from; at < to; at++) {
            if (bytes[at] == '"') {
                at = endOfString(at);
            } else if (isDigit(bytes[at])) {
                int end = endOfNumber(at);
                if (end - at > MAX_NUMBER || digitsOfExponent(at, end) > MAX_EXPONENT) {
                    return true;
                }
                at = end;
            }
        }
        return false;
    }

    private int endOfString(int begin) {
        int at = begin + 1;
        while (at < to && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return at;
    }

    /** A comma, a bracket or the end follows. */
    private int endOfNumber(int begin) {
        int at = begin;
        while (at < to && (isDigit(bytes[at]) || ".+-eE".indexOf(bytes[at]) >= 0)) {
            at++;
        }
        return at;
    }

    private int digitsOfExponent(int begin, int end) {
        int at = end;
        while (at > begin && isDigit(bytes[at - 1])) {
            at--;
        }
        int before = at > begin && (bytes[at - 1] == '+' || bytes[at - 1] == '-') ? at - 2 : at - 1;
        return before > begin && (bytes[before] | ' ') == 'e' ? end - at : 0;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** A copy without the white space between tokens. */
    byte[] compacted() {
        byte[] compact = new byte[to - from];
        int length = 0;
        boolean quoted = false;
        for (int at = from; at < to; at++) {
            byte b = bytes[at];
            if (quoted || b > ' ' || b < 0) {
                compact[length++] = b;
            }
            if (b == '"') {
                quoted = !quoted;
            } else if (b == '\\') {
                compact[length++] = bytes[++at];
            }
        }
        return Arrays.copyOf(compact, length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Json json && Arrays.equals(bytes, from, to, json.bytes, json.from, json.to);
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** The JSON text: payload, which belongs into no log. */
    @Override
    public String toString() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
