package org.presencehub.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Builds JSON text in a growing array; confined to the call that makes a message. */
final class JsonWriter {
    private static final int SLACK = 128; // what usually surrounds a payload, so that it is not moved again

    private byte[] bytes = new byte[SLACK];
    private int length;

    /** Begins the object that every hub message is. */
    JsonWriter type(int type) {
        return raw("{\"type\":").raw(Integer.toString(type));
    }

    /** Writes a member, or none: an absent one is omitted, never null. */
    JsonWriter member(String name, @Nullable String value) {
        return value == null ? this : name(name).string(value);
    }

    /** Writes a member, or none: an absent one is omitted, but JSON's null is a value. */
    JsonWriter member(String name, @Nullable Payload value) {
        return value == null ? this : name(name).json(value.json());
    }

    JsonWriter member(String name, long value) {
        return name(name).raw(Long.toString(value));
    }

    JsonWriter member(String name, Arguments values) {
        name(name).raw("[");
        for (int i = 0; i < values.size(); i++) {
            raw(i > 0 ? "," : "").json(values.get(i).json());
        }
        return raw("]");
    }

    private JsonWriter name(String name) {
        return raw(",\"").raw(name).raw("\":");
    }

    JsonWriter string(String content) {
        return raw("\"").raw(JsonString.escape(content)).raw("\"");
    }

    JsonWriter json(Json value) {
        return raw(value.bytes, value.from, value.to);
    }

    JsonWriter raw(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        return raw(utf8, 0, utf8.length);
    }

    JsonWriter raw(byte[] source, int from, int to) {
        int needed = Math.addExact(length, to - from);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed + SLACK, bytes.length + (bytes.length >> 1)));
        }
        System.arraycopy(source, from, bytes, length, to - from);
        length = needed;
        return this;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    byte[] separated() {
        return raw(RecordSeparator.TEXT).toByteArray();
    }
}
