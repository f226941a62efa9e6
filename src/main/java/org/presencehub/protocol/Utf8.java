package org.presencehub.protocol;

/** Well-formedness of UTF-8 (The Unicode Standard, table 3-7). */
final class Utf8 {
    private static final int REPLACEMENT = 0xFFFD;

    private Utf8() {}

    /** The length of the multi-byte sequence that begins here, or 0 if it is ill-formed: overlong, a surrogate, too large, cut off. */
    static int sequenceLength(byte[] bytes, int at, int to) {
        int length = declaredLength(bytes[at] & 0xFF);
        if (length == 0 || length > to - at || !secondFits(bytes[at] & 0xFF, bytes[at + 1] & 0xFF)) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    static boolean isWellFormed(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int length = bytes[at] >= 0 ? 1 : sequenceLength(bytes, at, to);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** {@return the text with U+FFFD in place of each half of a surrogate pair} */
    static String wellFormed(String text) {
        return text.codePoints()
                .map(point ->
                        point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? REPLACEMENT : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static int declaredLength(int lead) {
        if (lead < 0xC2 || lead > 0xF4) {
            return 0;
        }
        return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    }

    private static boolean secondFits(int lead, int second) {
        return switch (lead) {
            case 0xE0 -> second >= 0xA0 && second <= 0xBF; // lower: overlong
            case 0xED -> second >= 0x80 && second <= 0x9F; // higher: a surrogate
            case 0xF0 -> second >= 0x90 && second <= 0xBF; // lower: overlong
            case 0xF4 -> second >= 0x80 && second <= 0x8F; // higher: beyond U+10FFFF
            default -> second >= 0x80 && second <= 0xBF;
        };
    }
}
