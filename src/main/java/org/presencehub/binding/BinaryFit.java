package org.presencehub.binding;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.stream.JsonParser;
import java.lang.reflect.Type;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.presencehub.protocol.Json;
import org.presencehub.protocol.Packed;

/**
 * Finds out whether binary data in MessagePack would become text. Thread-safe.
 *
 * <p>JSON-B sees it as base64, and a user named by the bytes {@code anna} would be {@code YW5uYQ==}. Which part of an object takes text is
 * for JSON-B to say, whatever constructors, properties and adapters it has; so the value is bound once more beforehand, with objects in place of
 * the base64 that only bytes take. Few values have binary data inside: others pay for a look at their bytes.
 */
final class BinaryFit {
    /** Nobody can know it, and so send it. */
    private final String mark = UUID.randomUUID().toString();

    private final AnyCase jsonb;

    /** @param config makes that of the binding itself, which is added to */
    BinaryFit(Supplier<JsonbConfig> config) {
        jsonb = new AnyCase(
                () -> config.get().withDeserializers(new OfText(), new OfCharacters(), new OfTruth(), new OfBytes()));
    }

    /**
     * @param json the value as JSON
     * @throws JsonbException if binary data stands where the type has something else
     */
    void require(Packed value, Json json, Type type) {
        if (value.mayHoldBinary()) {
            Json marked = value.json(mark);
            if (marked.length() != json.length()) {
                Object unused = jsonb.read(marked, type);
            }
        }
    }

    void close() throws Exception {
        jsonb.close();
    }

    private boolean isBinary(@Nullable JsonValue value) {
        return value instanceof JsonObject object && object.containsKey(mark);
    }

    /** Reads what JSON-B takes from anything, and refuses binary data. */
    private abstract class Reader<T> implements JsonbDeserializer<T> {
        abstract T read(String text);

        @Override
        public @Nullable T deserialize(JsonParser parser, DeserializationContext context, Type type) {
            JsonValue value = parser.getValue();
            if (isBinary(value)) {
                throw new JsonbException("Binary data does not fit " + type.getTypeName() + ".");
            }
            if (value == JsonValue.NULL) {
                return null;
            }
            return read(value instanceof JsonString text ? text.getString() : value.toString());
        }
    }

    private final class OfText extends Reader<String> {
        @Override
        String read(String text) {
            return text;
        }
    }

    private final class OfCharacters extends Reader<Character> {
        @Override
        Character read(String text) {
            return text.charAt(0);
        }
    }

    private final class OfTruth extends Reader<Boolean> {
        @Override
        Boolean read(String text) {
            return Boolean.valueOf(text);
        }
    }

    private final class OfBytes implements JsonbDeserializer<byte[]> {
        @Override
        public byte @Nullable [] deserialize(JsonParser parser, DeserializationContext context, Type type) {
            JsonValue value = parser.getValue();
            if (value == JsonValue.NULL) {
                return null;
            }
            JsonValue base64 = value instanceof JsonObject object ? object.get(mark) : value;
            if (base64 instanceof JsonString text) {
                return Base64.getDecoder().decode(text.getString());
            }
            throw new JsonbException("What is neither binary data nor base64 does not fit bytes.");
        }
    }
}
