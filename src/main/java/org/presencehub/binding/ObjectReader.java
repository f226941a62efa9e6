package org.presencehub.binding;

import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.serializer.JsonbDeserializer;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.presencehub.binding.form.TwoWayForm;
import org.presencehub.protocol.Json;
import org.presencehub.protocol.Packed;
import org.presencehub.protocol.Payload;

/** Reads objects, those of some types in forms of our own, and refuses binary data where text is wanted. Thread-safe. */
final class ObjectReader {
    private final List<TwoWayForm<?>> ofJson;
    private final List<TwoWayForm<?>> ofPacked;
    private final AnyCase json;
    private final AnyCase packed;
    private final BinaryFit binaryFit;

    /**
     * @param config makes one without a naming strategy, each time
     * @param ofJson the forms that values have in JSON
     * @param ofPacked those that they have in MessagePack
     */
    ObjectReader(Supplier<JsonbConfig> config, List<TwoWayForm<?>> ofJson, List<TwoWayForm<?>> ofPacked) {
        this.ofJson = ofJson;
        this.ofPacked = ofPacked;
        json = new AnyCase(() -> with(ofJson, config.get()));
        packed = new AnyCase(() -> with(ofPacked, config.get()));
        binaryFit = new BinaryFit(() -> with(ofPacked, config.get()));
    }

    private static JsonbConfig with(List<TwoWayForm<?>> forms, JsonbConfig config) {
        return config.withDeserializers(forms.toArray(JsonbDeserializer[]::new));
    }

    /**
     * {@return the value as an object} Throws what JSON-B does, and what an application's own classes do.
     *
     * @param text the value as JSON
     */
    @Nullable
    Object read(Payload value, Json text, Type type) {
        if (value instanceof Packed binary) {
            binaryFit.require(binary, text, type);
            return read(text, type, packed, ofPacked);
        }
        return read(text, type, json, ofJson);
    }

    /** JSON-B has deserializers read what is inside other values alone, if it can read the type itself. */
    private static @Nullable Object read(Json text, Type type, AnyCase jsonb, List<TwoWayForm<?>> forms) {
        Optional<TwoWayForm<?>> form =
                forms.stream().filter(each -> each.reads(type)).findFirst();
        if (form.isEmpty()) {
            return jsonb.read(text, type);
        }
        JsonValue value = (JsonValue) Objects.requireNonNull(jsonb.read(text, JsonValue.class));
        return form.get().orNull(value, type);
    }

    void close() throws Exception {
        json.close();
        packed.close();
        binaryFit.close();
    }
}
