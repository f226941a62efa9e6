package org.presencehub.protocol;

/** The byte behind each handshake and each JSON message, which no JSON text can hold raw (HubProtocol.md, JSON Encoding). */
public final class RecordSeparator {
    public static final byte VALUE = 0x1E;
    static final String TEXT = "\u001e";

    private RecordSeparator() {}

    /** The index just after the first separator, or -1. */
    public static int end(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == VALUE) {
                return at + 1;
            }
        }
        return -1;
    }
}
