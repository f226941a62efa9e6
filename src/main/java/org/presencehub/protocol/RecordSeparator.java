package org.presencehub.protocol;

/** Ends each handshake and each JSON message; JSON has no place for the raw byte, so it needs no escape (HubProtocol.md, JSON Encoding). */
public final class RecordSeparator {
    public static final byte VALUE = 0x1E;
    static final byte[] BYTES = {VALUE};

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
