package org.presencehub.connection.outbound;

import java.util.List;

/** Bytes in pieces, some of which other bytes have, too. Immutable. */
public final class Pieces {
    private static final byte[] NONE = new byte[0];

    private final byte[] bytes; // of one piece
    private final List<Pieces> pieces; // or more of them
    private final byte[] separator; // and what stands between them
    private final int length;

    private Pieces(byte[] bytes, List<Pieces> pieces, byte[] separator, int length) {
        this.bytes = bytes;
        this.pieces = pieces;
        this.separator = separator;
        this.length = length;
    }

    /** {@return one piece} */
    public static Pieces of(byte[] bytes) {
        return new Pieces(bytes, List.of(), NONE, bytes.length);
    }

    /** {@return all of these} */
    public static Pieces of(Pieces... pieces) {
        return joined(List.of(pieces), NONE);
    }

    /** {@return all of these, with the separator between each two} */
    public static Pieces joined(List<Pieces> pieces, byte[] separator) {
        long length = (long) separator.length * Math.max(0, pieces.size() - 1);
        for (Pieces each : pieces) {
            length += each.length;
        }
        return new Pieces(NONE, pieces, separator, Math.toIntExact(length));
    }

    /** {@return how many bytes there are} */
    public int length() {
        return length;
    }

    /** {@return all of them in a new array} */
    byte[] toByteArray() {
        byte[] array = new byte[length];
        copyTo(array, 0);
        return array;
    }

    /** Copies them all. */
    void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, bytes.length);
        int to = at + bytes.length;
        for (int i = 0; i < pieces.size(); i++) {
            if (i > 0) {
                System.arraycopy(separator, 0, target, to, separator.length);
                to += separator.length;
            }
            pieces.get(i).copyTo(target, to);
            to += pieces.get(i).length;
        }
    }

    /** Adds the arrays that hold them, without separators. */
    void addTo(List<byte[]> arrays) {
        if (bytes.length > 0) {
            arrays.add(bytes);
        }
        pieces.forEach(each -> each.addTo(arrays));
    }
}
