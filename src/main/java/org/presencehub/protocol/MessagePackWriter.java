package org.presencehub.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.buffer.MessageBuffer;

/** Builds MessagePack in growing memory; confined to the call that makes a message. */
final class MessagePackWriter {
    private static final MessagePack.PackerConfig CONFIG = new MessagePack.PackerConfig().withBufferSize(256);

    private final MessageBufferPacker packer = CONFIG.newBufferPacker();

    /** What packs something into memory, where nothing can fail. */
    private interface Packing {
        @CanIgnoreReturnValue
        Object pack() throws IOException;
    }

    @CanIgnoreReturnValue
    private MessagePackWriter pack(Packing packing) {
        try {
            packing.pack();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins the array that every hub message is. */
    MessagePackWriter message(int items, int type) {
        return array(items).integer(type);
    }

    /** Clients need the map of headers, but not all of them can read what is in it. */
    MessagePackWriter noHeaders() {
        return map(0);
    }

    MessagePackWriter nil() {
        return pack(packer::packNil);
    }

    MessagePackWriter bool(boolean value) {
        return pack(() -> packer.packBoolean(value));
    }

    MessagePackWriter integer(long value) {
        return pack(() -> packer.packLong(value));
    }

    /** Takes what 64 bits can hold, with a sign or without. */
    MessagePackWriter integer(BigInteger value) {
        return pack(() -> packer.packBigInteger(value));
    }

    MessagePackWriter real(double value) {
        return pack(() -> packer.packDouble(value));
    }

    /** Half a surrogate pair becomes a question mark: the packer's own method would throw at it, but only in long text. */
    MessagePackWriter string(String content) {
        byte[] utf8 = content.getBytes(UTF_8);
        return pack(() -> packer.packRawStringHeader(utf8.length).addPayload(utf8));
    }

    MessagePackWriter stringOrNil(@Nullable String content) {
        return content == null || content.isEmpty() ? nil() : string(content);
    }

    MessagePackWriter binary(byte[] content) {
        return pack(() -> packer.packBinaryHeader(content.length).writePayload(content));
    }

    MessagePackWriter timestamp(Instant instant) {
        return pack(() -> packer.packTimestamp(instant));
    }

    MessagePackWriter array(int length) {
        return pack(() -> packer.packArrayHeader(length));
    }

    MessagePackWriter map(int length) {
        return pack(() -> packer.packMapHeader(length));
    }

    MessagePackWriter strings(List<String> contents) {
        array(contents.size());
        contents.forEach(this::string);
        return this;
    }

    MessagePackWriter values(Arguments values) {
        array(values.size());
        for (int i = 0; i < values.size(); i++) {
            value(values.get(i));
        }
        return this;
    }

    @CanIgnoreReturnValue
    MessagePackWriter value(Payload value) {
        Packed packed = value.packed();
        return pack(() -> packer.addPayload(packed.bytes, packed.from, packed.length()));
    }

    /** What was written, which is one value. */
    Packed value() {
        byte[] bytes = packer.toByteArray();
        return new Packed(bytes, 0, bytes.length);
    }

    byte[] toByteArray() {
        return packer.toByteArray();
    }

    /** What was written, with its length before it. */
    byte[] framed() {
        return framed(0);
    }

    /** What was written, with the length of the whole message before it, of which so many bytes follow. */
    byte[] framed(int following) {
        int length = Math.toIntExact(packer.getTotalWrittenBytes());
        byte[] framed = LengthPrefix.before(Math.addExact(length, following), length);
        int at = framed.length - length;
        for (MessageBuffer buffer : packer.toBufferList()) {
            buffer.getBytes(0, framed, at, buffer.size());
            at += buffer.size();
        }
        return framed;
    }
}
