package org.presencehub.binding;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyNamingStrategy;
import jakarta.json.bind.serializer.JsonbSerializer;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.presencehub.binding.form.BindingOptions;
import org.presencehub.binding.form.Marks;
import org.presencehub.binding.form.OwnForms;
import org.presencehub.binding.form.WireForms;
import org.presencehub.protocol.Json;
import org.presencehub.protocol.Payload;

/**
 * Writes objects as JSON, and as what MessagePack has in place of some of it. Thread-safe.
 *
 * <p>JSON-B lets what an application's annotations say of a member go unheard where the type has a serializer of ours. So what has values of
 * such types is written twice, with ours and without. The second text stays where an annotation is found, or has left its trace: the text is
 * not what JSON-B writes for any such value.
 */
final class ObjectWriter {
    private final String prefix = Marks.prefix();
    private final boolean upperCamel;
    private final Jsonb marking;
    private final Jsonb plain;
    private final ConcurrentMap<Class<?>, OwnForms> ownForms = new ConcurrentHashMap<>();

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
    Payload write(Object value, LargeWrites.Place place) {
        Marks.Written written = Marks.writing(prefix, () -> text(marking, value, place));
        if (written.values().isEmpty() && !upperCamel) {
            return Json.of(written.json().getBytes(UTF_8));
        }
        OwnForms own = ownForms(value);
        String without = written.values().isEmpty() ? "" : plainly(value, place);
        return new Merging(
                        prefix,
                        written,
                        without,
                        (marked, member, text) -> !own.isOf(member, marked.type()) && marked.isMeantBy(text, plain))
                .merged();
    }

    private static String text(Jsonb jsonb, Object value, LargeWrites.Place place) {
        GrowingText text = new GrowingText(place);
        jsonb.toJson(value, text);
        return text.toString();
    }

    /** JSON-B may not know a type that we do. */
    private String plainly(Object value, LargeWrites.Place place) {
        try {
            return text(plain, value, place);
        } catch (RuntimeException e) {
            return "";
        }
    }

    /** What is in a list or a map does not say its type. */
    private OwnForms ownForms(Object value) {
        Set<Class<?>> types = new HashSet<>();
        addTypes(value, 2, types);
        return types.size() == 1
                ? ownForms.computeIfAbsent(value.getClass(), OwnForms::in)
                : OwnForms.of(types.stream()
                        .map(type -> ownForms.computeIfAbsent(type, OwnForms::in))
                        .toList());
    }

    private static void addTypes(@Nullable Object value, int levels, Set<Class<?>> types) {
        if (value == null) {
            return;
        }
        types.add(value.getClass());
        if (levels > 0 && value instanceof Collection<?> items) {
            items.forEach(item -> addTypes(item, levels - 1, types));
        } else if (levels > 0 && value instanceof Map<?, ?> map) {
            map.values().forEach(item -> addTypes(item, levels - 1, types));
        } else if (levels > 0 && value instanceof Object[] items) {
            Stream.of(items).forEach(item -> addTypes(item, levels - 1, types));
        }
    }

    void close() throws Exception {
        marking.close();
        plain.close();
    }
}
