package org.presencehub.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON as MessagePack; confined to the call that made it.
 *
 * <p>Integers stay integers if 64 bits hold them, and every other number becomes the nearest double, as in JavaScript. The stack is
 * flat, since what Java code makes may be nested deeper than what clients send.
 */
final class JsonPacking {
    private static final int MAX_DIGITS = 20; // of 64 bits, or of 63 and a sign
    private static final String PROTO = "___proto___"; // JavaScript's decoder throws at the real one

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final int[] sizes;
    private final Iterator<Dual.Part> parts;
    private final MessagePackWriter writer = new MessagePackWriter();
    private Dual.@Nullable Part next; // what stands somewhere behind, or here

    private JsonPacking(Json json, List<Dual.Part> parts) {
        bytes = json.bytes;
        from = json.from;
        to = json.to;
        sizes = sizes(json);
        this.parts = parts.iterator();
        next = nextPart();
    }

    static Packed pack(Json json) {
        return pack(json, List.of());
    }

    /** @param parts what stands in place of some of it, in its order */
    static Packed pack(Json json, List<Dual.Part> parts) {
        JsonPacking packing = new JsonPacking(json, parts);
        packing.run();
        return packing.writer.value();
    }

    private Dual.@Nullable Part nextPart() {
        return parts.hasNext() ? parts.next() : null;
    }

    /** How many values or members each container has, in the order in which they begin. */
    private static int[] sizes(Json json) {
        int[] sizes = new int[8];
        int[] open = new int[8]; // which containers have begun and not ended, from the outermost
        int count = 0;
        int depth = 0;
        for (int at = json.from; at < json.to; at++) {
            switch (json.bytes[at]) {
                case '"' -> at = endOfString(json.bytes, at) - 1;
                case '[', '{' -> {
                    sizes = count == sizes.length ? Arrays.copyOf(sizes, 2 * count) : sizes;
                    open = depth == open.length ? Arrays.copyOf(open, 2 * depth) : open;
                    sizes[count] = isEnd(json.bytes[at + 1]) ? 0 : 1;
                    open[depth++] = count++;
                }
                case ']', '}' -> depth--;
                case ',' -> sizes[open[depth - 1]]++;
                default -> {
                    // part of a value
                }
            }
        }
        return sizes;
    }

    private static boolean isEnd(byte b) {
        return b == ']' || b == '}';
    }

    /** Map or array, MessagePack has the values in the order of JSON's, and nothing between or behind them. */
    private void run() {
        int begun = 0;
        int at = from;
        while (at < to) {
            switch (bytes[at]) {
                case '[' -> {
                    writer.array(sizes[begun++]);
                    at++;
                }
                case '{' -> {
                    writer.map(sizes[begun++]);
                    at++;
                }
                case ']', '}', ',', ':' -> at++;
                default -> at = partOrScalar(at);
            }
        }
    }

    private int partOrScalar(int at) {
        Dual.Part part = next;
        if (part == null || from + part.from() != at) {
            return scalar(at);
        }
        writer.value(part.packed().get());
        next = nextPart();
        return from + part.to();
    }

    private int scalar(int at) {
        switch (bytes[at]) {
            case '"' -> {
                return string(at);
            }
            case 'n' -> {
                writer.nil();
                return at + "null".length();
            }
            case 't' -> {
                writer.bool(true);
                return at + "true".length();
            }
            case 'f' -> {
                writer.bool(false);
                return at + "false".length();
            }
            default -> {
                return number(at);
            }
        }
    }

    private int string(int at) {
        int end = endOfString(bytes, at);
        String content = JsonString.decode(bytes, at + 1, end - 1);
        boolean key = end < to && bytes[end] == ':';
        writer.string(key && content.equals(MessagePackReader.PROTO) ? PROTO : content);
        return end;
    }

    private static int endOfString(byte[] bytes, int at) {
        int end = at + 1;
        while (bytes[end] != '"') {
            end += bytes[end] == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    private int number(int at) {
        boolean integer = true;
        int end = at;
        while (end < to && isOfNumber(bytes[end])) {
            integer &= bytes[end] == '-' || bytes[end] >= '0';
            integer &= bytes[end] < 'E';
            end++;
        }
        String text = new String(bytes, at, end - at, ISO_8859_1);
        if (integer && text.length() <= MAX_DIGITS && !text.equals("-0")) {
            integer(text);
        } else {
            writer.real(Double.parseDouble(text));
        }
        return end;
    }

    private static boolean isOfNumber(byte b) {
        return (b >= '0' && b <= '9') || b == '-' || b == '+' || b == '.' || b == 'e' || b == 'E';
    }

    private void integer(String text) {
        BigInteger value = new BigInteger(text);
        if (value.bitLength() < Long.SIZE) {
            writer.integer(value.longValue());
        } else if (value.signum() > 0 && value.bitLength() == Long.SIZE) {
            writer.integer(value);
        } else {
            writer.real(value.doubleValue());
        }
    }
}
