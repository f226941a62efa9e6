package org.presencehub.protocol;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.msgpack.core.MessagePack;

/** One MessagePack value as a range of bytes; immutable, as long as nobody writes to the array it was made from. */
public final class Packed implements Payload {
    final byte[] bytes;
    final int from;
    final int to;

    Packed(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** Makes binary data, which JSON has as base64 text. */
    public static Packed binary(byte[] content) {
        return new MessagePackWriter().binary(content).value();
    }

    /** Makes a point in time, which JSON has as ISO 8601 text. */
    public static Packed timestamp(Instant instant) {
        return new MessagePackWriter().timestamp(instant).value();
    }

    /** Makes text. */
    public static Packed text(String content) {
        return new MessagePackWriter().string(content).value();
    }

    /** Makes a whole number. */
    public static Packed number(long number) {
        return new MessagePackWriter().integer(number).value();
    }

    /** Makes an array. */
    public static Packed array(Packed... values) {
        MessagePackWriter writer = new MessagePackWriter().array(values.length);
        for (Packed value : values) {
            writer.value(value);
        }
        return writer.value();
    }

    /** Takes bytes from anywhere if they are exactly one value that every client can read. */
    public static Packed parse(byte[] bytes, int from, int to) throws ProtocolException {
        MessagePackReader reader = new MessagePackReader(bytes, from, to);
        Payload read = reader.value("value", 0);
        reader.end();
        if (read instanceof Packed value) {
            return value;
        }
        throw new ProtocolException("Reading 'value' failed.");
    }

    /** {@return the content if it is binary data} */
    public Optional<byte[]> content() {
        return PackedText.binary(this);
    }

    @Override
    public Json json() {
        return json("");
    }

    /** {@return the value as JSON, in which an object whose one member is the mark stands for binary data, and has the base64} */
    public Json json(String mark) {
        return PackedText.json(this, mark);
    }

    /** {@return whether there can be binary data in it} It may be that there is none, but a byte like those that it begins with. */
    public boolean mayHoldBinary() {
        for (int at = from; at < to; at++) {
            if (beginsBinary(bytes[at])) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether it is binary data} */
    public boolean isBinary() {
        return beginsBinary(bytes[from]);
    }

    private static boolean beginsBinary(byte code) {
        return code == MessagePack.Code.BIN8 || code == MessagePack.Code.BIN16 || code == MessagePack.Code.BIN32;
    }

    @Override
    public Packed packed() {
        return this;
    }

    @Override
    public int length() {
        return to - from;
    }

    @Override
    public Packed alone() {
        return length() == bytes.length ? this : new Packed(toByteArray(), 0, length());
    }

    byte[] toByteArray() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Packed packed && Arrays.equals(bytes, from, to, packed.bytes, packed.from, packed.to);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toByteArray());
    }

    /** The bytes in hexadecimal digits: payload, which belongs into no log. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes, from, to);
    }
}
