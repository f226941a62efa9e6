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
import org.presencehub.protocol.Json;
import org.presencehub.protocol.Packed;
import org.presencehub.protocol.Payload;

/** Reads objects, those of some types in forms of our own, and refuses binary data where text is wanted. Thread-safe. */
final class ObjectReader {
    private final List<TwoWayForm<?>> forms;
    private final AnyCase jsonb;
    private final BinaryFit binaryFit;

    /** @param config makes one without a naming strategy, each time */
    ObjectReader(Supplier<JsonbConfig> config, List<TwoWayForm<?>> forms) {
        this.forms = forms;
        JsonbDeserializer<?>[] deserializers = forms.toArray(JsonbDeserializer[]::new);
        Supplier<JsonbConfig> withForms = () -> config.get().withDeserializers(deserializers);
        jsonb = new AnyCase(withForms);
        binaryFit = new BinaryFit(withForms);
    }

    /**
     * {@return the value as an object} Throws what JSON-B does, and what an application's own classes do.
     *
     * @param json the value as JSON
     */
    @Nullable
    Object read(Payload value, Json json, Type type) {
        if (value instanceof Packed packed) {
            binaryFit.require(packed, json, type);
        }
        Optional<TwoWayForm<?>> form =
                forms.stream().filter(each -> each.reads(type)).findFirst();
        return form.isPresent() ? read(json, form.get(), type) : jsonb.read(json, type);
    }

    /** JSON-B has deserializers read what is inside other values alone, if it can read the type itself. */
    private @Nullable Object read(Json json, TwoWayForm<?> form, Type type) {
        JsonValue value = (JsonValue) Objects.requireNonNull(jsonb.read(json, JsonValue.class));
        return form.orNull(value, type);
    }

    void close() throws Exception {
        jsonb.close();
        binaryFit.close();
    }
}
