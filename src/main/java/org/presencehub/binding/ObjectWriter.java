package org.presencehub.binding;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyNamingStrategy;
import jakarta.json.bind.serializer.JsonbSerializer;
import java.util.function.Supplier;
import org.presencehub.protocol.Json;
import org.presencehub.protocol.Payload;

/**
 * Writes objects as JSON, and as what MessagePack has in place of some of it. Thread-safe.
 *
 * <p>JSON-B lets what an application's annotations say of a member go unheard where the type has a serializer of ours. So what has values of
 * such types is written twice, with ours and without: where the second text is not what JSON-B writes for any such value, an annotation has
 * spoken, and its text stays.
 */
final class ObjectWriter {
    private final String prefix = Marks.prefix();
    private final boolean upperCamel;
    private final Jsonb marking;
    private final Jsonb plain;

    /** @param config makes that of the binding itself, which is added to */
    ObjectWriter(Supplier<JsonbConfig> config, BindingOptions options) {
        upperCamel = options.upperCamel();
        plain = JsonbBuilder.create(named(config.get()));
        JsonbSerializer<?>[] forms = WireForms.written(options, plain).toArray(JsonbSerializer[]::new);
        marking = JsonbBuilder.create(named(config.get()).withSerializers(forms));
    }

    private JsonbConfig named(JsonbConfig config) {
        PropertyNamingStrategy marked = name -> Merging.name(prefix, name);
        return upperCamel ? config.withPropertyNamingStrategy(marked) : config;
    }

    /** {@return the object as it travels} Throws what JSON-B does. */
    Payload write(Object value) {
        Marks.Written written = Marks.writing(prefix, () -> marking.toJson(value));
        if (!written.values().isEmpty()) {
            return new Merging(prefix, written, plain.toJson(value), plain).merged();
        }
        return upperCamel
                ? new Merging(prefix, written, written.json(), plain).merged()
                : Json.of(written.json().getBytes(UTF_8));
    }

    void close() throws Exception {
        marking.close();
        plain.close();
    }
}
