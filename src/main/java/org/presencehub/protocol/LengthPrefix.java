package org.presencehub.protocol;

/** The length before each MessagePack message: unsigned LEB128, at most 2³¹-1 (HubProtocol.md, MessagePack: Message framing). */
final class LengthPrefix {
    private static final int LONGEST = 5;
    private static final int INCOMPLETE = 0;

    private LengthPrefix() {}

    /**
     * The index just after the message that begins here, also if that has not come yet; after the prefix if that is no length; -1 as long as
     * the prefix is not whole.
     */
    static int end(byte[] bytes, int from, int to) {
        int body = from + size(bytes, from, to);
        if (body == from) {
            return -1;
        }
        long length = value(bytes, from, body);
        if (length > Integer.MAX_VALUE) {
            return body;
        }
        return (int) Math.min(body + length, Integer.MAX_VALUE);
    }

    /** Where the body of a whole message begins. */
    static int body(byte[] bytes, int from, int to) throws ProtocolException {
        int body = from + size(bytes, from, to);
        if (body == from || value(bytes, from, body) != to - body) {
            throw new ProtocolException("Messages over 2GB in size are not supported.");
        }
        return body;
    }

    private static int size(byte[] bytes, int from, int to) {
        for (int size = 1; size <= Math.min(LONGEST, to - from); size++) {
            if (size == LONGEST || bytes[from + size - 1] >= 0) {
                return size;
            }
        }
        return INCOMPLETE;
    }

    /** A last byte that says that more follow makes the length too large. */
    private static long value(byte[] bytes, int from, int to) {
        long value = 0;
        for (int at = to - 1; at >= from; at--) {
            value = (value << 7) | (at == to - 1 ? bytes[at] & 0xFF : bytes[at] & 0x7F);
        }
        return value;
    }

    /** A new array with room for a message of this length behind the prefix. */
    static byte[] before(int length) {
        return before(length, length);
    }

    /** A new array with room, behind the prefix of a message of this length, for its beginning. */
    static byte[] before(int length, int beginning) {
        int size = 1;
        while ((length >>> (7 * size)) != 0 && size < LONGEST) {
            size++;
        }
        byte[] bytes = new byte[Math.addExact(size, beginning)];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (((length >>> (7 * i)) & 0x7F) | (i < size - 1 ? 0x80 : 0));
        }
        return bytes;
    }
}
