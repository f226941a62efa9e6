package org.presencehub.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Optional;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

/**
 * Writes MessagePack, known to be valid, as JSON; confined to the call that made it.
 *
 * <p>As in JavaScript's {@code JSON.stringify}, a float without a fraction is an integer, and what is no number is null. Binary data is
 * base64 text, a timestamp ISO 8601 text, a key that is a number its text, and any other extension an object of its type and data.
 */
final class PackedText {
    /** From here on, doubles are written with an exponent, as in JavaScript. */
    private static final double LARGE = 1e21;

    private final MessageUnpacker unpacker;
    private final JsonWriter json = new JsonWriter();
    private final String mark;

    private PackedText(Packed packed, String mark) {
        this.mark = mark;
        unpacker = MessagePackReader.CONFIG.newUnpacker(packed.bytes, packed.from, packed.length());
    }

    /** @param mark the one member of the object that has the base64 of binary data; if it is empty, that has no object around it */
    static Json json(Packed packed, String mark) {
        try {
            PackedText text = new PackedText(packed, mark);
            text.value();
            return Json.of(text.json.toByteArray());
        } catch (IOException e) { // of memory
            throw new UncheckedIOException(e);
        }
    }

    /** The content of binary data. */
    static Optional<byte[]> binary(Packed packed) {
        try {
            PackedText text = new PackedText(packed, "");
            return text.unpacker.getNextFormat().getValueType().isBinaryType()
                    ? Optional.of(text.bytes(text.unpacker.unpackBinaryHeader()))
                    : Optional.empty();
        } catch (IOException e) { // of memory
            throw new UncheckedIOException(e);
        }
    }

    private void value() throws IOException {
        MessageFormat format = unpacker.getNextFormat();
        switch (format.getValueType()) {
            case NIL -> {
                unpacker.unpackNil();
                json.raw("null");
            }
            case BOOLEAN -> json.raw(Boolean.toString(unpacker.unpackBoolean()));
            case INTEGER, FLOAT -> json.raw(number(format));
            case STRING -> json.string(unpacker.unpackString());
            case BINARY -> binary(unpacker.unpackBinaryHeader());
            case ARRAY -> array(unpacker.unpackArrayHeader());
            case MAP -> map(unpacker.unpackMapHeader());
            case EXTENSION -> extension(unpacker.unpackExtensionTypeHeader());
        }
    }

    private String number(MessageFormat format) throws IOException {
        return switch (format) {
            case FLOAT32 -> real(unpacker.unpackFloat());
            case FLOAT64 -> real(unpacker.unpackDouble());
            case UINT64 -> unpacker.unpackBigInteger().toString();
            default -> Long.toString(unpacker.unpackLong());
        };
    }

    private static String real(float value) {
        return isInteger(value) || !Float.isFinite(value) ? real((double) value) : Float.toString(value);
    }

    private static String real(double value) {
        if (!Double.isFinite(value)) {
            return "null";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        return isInteger(value) ? new BigDecimal(value).toPlainString() : Double.toString(value);
    }

    private static boolean isInteger(double value) {
        return value == Math.rint(value) && Math.abs(value) < LARGE;
    }

    private void array(int length) throws IOException {
        json.raw("[");
        for (int i = 0; i < length; i++) {
            json.raw(i > 0 ? "," : "");
            value();
        }
        json.raw("]");
    }

    private void map(int length) throws IOException {
        json.raw("{");
        for (int i = 0; i < length; i++) {
            json.raw(i > 0 ? "," : "");
            key();
            json.raw(":");
            value();
        }
        json.raw("}");
    }

    private void key() throws IOException {
        MessageFormat format = unpacker.getNextFormat();
        json.string(format.getValueType().isStringType() ? unpacker.unpackString() : number(format));
    }

    private void extension(ExtensionTypeHeader header) throws IOException {
        if (header.getType() == MessagePack.Code.EXT_TIMESTAMP) {
            json.string(unpacker.unpackTimestamp(header).toString());
        } else {
            json.raw("{\"type\":").raw(Integer.toString(header.getType())).raw(",\"data\":");
            base64(header.getLength());
            json.raw("}");
        }
    }

    private void binary(int length) throws IOException {
        if (mark.isEmpty()) {
            base64(length);
        } else {
            json.raw("{").string(mark).raw(":");
            base64(length);
            json.raw("}");
        }
    }

    private void base64(int length) throws IOException {
        json.string(Base64.getEncoder().encodeToString(bytes(length)));
    }

    private byte[] bytes(int length) throws IOException {
        return unpacker.readPayload(length);
    }
}
