package org.presencehub.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/**
 * Steps through MessagePack strictly and finds where values begin and end; confined to the call that made it.
 *
 * <p>The values that it gives cannot break a later reader, in MessagePack or as JSON: text is well-formed UTF-8, timestamps are points
 * in time, the keys of maps are what JavaScript's decoder takes, and nothing is nested deeper than 64 levels. A value that has an end and is
 * none of these is {@link Unreadable}. Nothing is allocated for a length that the bytes do not have.
 */
final class MessagePackReader {
    static final MessagePack.UnpackerConfig CONFIG = new MessagePack.UnpackerConfig()
            .withAllowReadingBinaryAsString(false)
            .withAllowReadingStringAsBinary(false);

    static final String PROTO = "__proto__";
    private static final byte TIMESTAMP = MessagePack.Code.EXT_TIMESTAMP;

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final MessageUnpacker unpacker;
    private @Nullable String flaw; // of what was stepped over

    MessagePackReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        unpacker = CONFIG.newUnpacker(bytes, from, to - from);
    }

    /** What reads something and may find something else. */
    private interface Reading<T> {
        T read() throws IOException, ProtocolException;
    }

    int int32(String field) throws ProtocolException {
        return read(unpacker::unpackInt, "Reading '" + field + "' as Int32 failed.");
    }

    long int64(String field) throws ProtocolException {
        return read(unpacker::unpackLong, "Reading '" + field + "' as Int64 failed.");
    }

    boolean bool(String field) throws ProtocolException {
        return read(unpacker::unpackBoolean, "Reading '" + field + "' as Boolean failed.");
    }

    int arrayLength(String field) throws ProtocolException {
        return read(unpacker::unpackArrayHeader, "Reading array length for '" + field + "' failed.");
    }

    int mapLength(String field) throws ProtocolException {
        return read(unpacker::unpackMapHeader, "Reading map length for '" + field + "' failed.");
    }

    /** Reads text, or null from nil; U+FFFD stands for what is no Unicode. */
    @Nullable
    String text(String field) throws ProtocolException {
        String failure = "Reading '" + field + "' as String failed.";
        return read(unpacker::tryUnpackNil, failure) ? null : read(this::text, failure);
    }

    /** Reads text by which both sides find something, or null from nil. */
    @Nullable
    String string(String field) throws ProtocolException {
        flaw = null;
        String text = text(field);
        require(flaw == null, "A string is not UTF-8.");
        return text;
    }

    /** Steps over one value of any kind, inside so many containers. */
    Payload value(String field, int depth) throws ProtocolException {
        return read(
                () -> {
                    int begin = position();
                    flaw = null;
                    skip(depth);
                    int end = position();
                    return flaw == null ? new Packed(bytes, begin, end) : new Unreadable(flaw, end - begin);
                },
                "Reading '" + field + "' failed.");
    }

    /** {@return what it steps through} */
    byte[] bytes() {
        return bytes;
    }

    /** Refuses whatever follows. */
    void end() throws ProtocolException {
        require(position() == to, "There is more behind the value.");
    }

    private static <T> T read(Reading<T> reading, String failure) throws ProtocolException {
        try {
            return reading.read();
        } catch (IOException | MessagePackException e) {
            throw new ProtocolException(failure);
        }
    }

    private int position() {
        return from + (int) unpacker.getTotalReadBytes();
    }

    private void skip(int depth) throws IOException, ProtocolException {
        switch (unpacker.getNextFormat().getValueType()) {
            case STRING -> skipText();
            case BINARY -> skipBytes(unpacker.unpackBinaryHeader());
            case ARRAY -> skipArray(depth);
            case MAP -> skipMap(depth);
            case EXTENSION -> skipExtension(depth);
            default -> unpacker.skipValue();
        }
    }

    private void skipArray(int depth) throws IOException, ProtocolException {
        requireRoom(depth);
        for (int left = unpacker.unpackArrayHeader(); left > 0; left--) {
            skip(depth + 1);
        }
    }

    private void skipMap(int depth) throws IOException, ProtocolException {
        requireRoom(depth);
        for (int left = unpacker.unpackMapHeader(); left > 0; left--) {
            skipKey(depth + 1);
            skip(depth + 1);
        }
    }

    /** JavaScript's decoder throws at any other key, which would close the connection of whoever receives it. */
    private void skipKey(int depth) throws IOException, ProtocolException {
        switch (unpacker.getNextFormat().getValueType()) {
            case STRING -> {
                if (text().equals(PROTO)) {
                    flaw = Unreadable.PROTO_KEY;
                }
            }
            case INTEGER, FLOAT -> unpacker.skipValue();
            default -> {
                skip(depth);
                flaw = Unreadable.KEY;
            }
        }
    }

    /** What is no timestamp becomes an object in JSON, and so takes a level. */
    private void skipExtension(int depth) throws IOException, ProtocolException {
        ExtensionTypeHeader header = unpacker.unpackExtensionTypeHeader();
        if (header.getType() != TIMESTAMP) {
            requireRoom(depth);
            skipBytes(header.getLength());
        } else if (isTimestamp(header.getLength())) {
            skipTimestamp(header);
        } else {
            skipBytes(header.getLength());
            flaw = Unreadable.TIMESTAMP;
        }
    }

    /** Of seconds alone, of seconds and nanoseconds in 64 bits, or in 96. */
    private static boolean isTimestamp(int length) {
        return length == 4 || length == 8 || length == 12;
    }

    private void skipTimestamp(ExtensionTypeHeader header) throws IOException {
        try {
            unpacker.unpackTimestamp(header);
        } catch (DateTimeException | ArithmeticException e) { // once it was read
            flaw = Unreadable.TIMESTAMP;
        }
    }

    private String text() throws IOException, ProtocolException {
        int begin = skipText();
        return new String(bytes, begin, position() - begin, UTF_8);
    }

    /** {@return where the text begins; it ends where the reader is now} */
    @CanIgnoreReturnValue
    private int skipText() throws IOException, ProtocolException {
        int length = unpacker.unpackRawStringHeader();
        int begin = position();
        skipBytes(length);
        if (!Utf8.isWellFormed(bytes, begin, begin + length)) {
            flaw = Unreadable.TEXT;
        }
        return begin;
    }

    private void skipBytes(int length) throws IOException, ProtocolException {
        require(length <= to - position(), "A value is longer than the message.");
        unpacker.readPayloadAsReference(length);
    }

    private static void requireRoom(int depth) throws ProtocolException {
        require(depth < JsonScanner.MAX_DEPTH, "The message is nested deeper than 64 levels.");
    }

    private static void require(boolean valid, String otherwise) throws ProtocolException {
        if (!valid) {
            throw new ProtocolException(otherwise);
        }
    }
}
