package org.presencehub.messaging;

import jakarta.annotation.PreDestroy;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.config.BinaryDataStrategy;
import jakarta.json.bind.config.PropertyNamingStrategy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.presencehub.RawArguments;
import org.presencehub.protocol.Arguments;
import org.presencehub.protocol.Json;
import org.presencehub.protocol.Packed;
import org.presencehub.protocol.Payload;
import org.presencehub.stereotype.Component;

/** Java objects to JSON and back, the way SignalR's clients expect: nulls kept, members read without regard to case. Thread-safe. */
@Component
public final class JsonBinding {
    private static final Logger LOG = System.getLogger("org.presencehub.messaging");

    /**
     * JSON-B cuts off fractions and high bits, and takes any text for false; on the reference {@code 1.0}, {@code 1e2}, what is too large
     * and text do not fit. Only for whole arguments: JSON-B offers no hold on the numbers inside objects and lists.
     */
    private static final Map<Type, Function<String, Object>> EXACT = Map.of(
            boolean.class, JsonBinding::truth,
            Boolean.class, JsonBinding::truth,
            int.class, Integer::valueOf,
            Integer.class, Integer::valueOf,
            long.class, Long::valueOf,
            Long.class, Long::valueOf,
            short.class, Short::valueOf,
            Short.class, Short::valueOf,
            byte.class, Byte::valueOf,
            Byte.class, Byte::valueOf);

    private final Jsonb jsonb = JsonbBuilder.create(new JsonbConfig()
            .withNullValues(true)
            .withPropertyNamingStrategy(PropertyNamingStrategy.CASE_INSENSITIVE)
            .withBinaryDataStrategy(BinaryDataStrategy.BASE_64));

    /**
     * {@return the object as JSON; bytes and instants, which only MessagePack has as such, as MessagePack}
     *
     * @throws JsonbException if it cannot be bound
     */
    public Payload write(@Nullable Object value) {
        if (value instanceof byte[] content) {
            return Packed.binary(content);
        }
        if (value instanceof Instant instant) {
            return Packed.timestamp(instant);
        }
        return value == null ? Json.NULL : Json.of(jsonb.toJson(value).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * {@return the JSON as an object}
     *
     * @throws JsonbException if it does not fit the type
     */
    public @Nullable Object read(Payload payload, Type type) {
        if (type == byte[].class && payload instanceof Packed packed) {
            Optional<byte[]> content = packed.content();
            if (content.isPresent()) {
                return content.get();
            }
        }
        Json json = payload.json();
        try {
            if (type == String.class) {
                return text(json);
            }
            if (EXACT.containsKey(type)) {
                return json.isNull() ? null : EXACT.get(type).apply(json.toString());
            }
            return jsonb.fromJson(json.stream(), type);
        } catch (JsonbException e) {
            throw e;
        } catch (RuntimeException e) { // of a constructor, an adapter, or a provider that promises otherwise
            throw new JsonbException("The JSON does not fit " + type.getTypeName() + ".", e);
        }
    }

    /** JSON-B would take numbers and truth values for text, which the reference refuses. */
    private static @Nullable String text(Json json) {
        if (json.isNull()) {
            return null;
        }
        if (!json.isString()) {
            throw new JsonbException("Only a JSON string is text.");
        }
        return json.string();
    }

    private static Boolean truth(String json) {
        return switch (json) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    /** {@return the arguments for hub code that passes them on} */
    public RawArguments relay(Arguments arguments) {
        return new RelayedArguments(arguments, this);
    }

    @PreDestroy
    void close() {
        try {
            jsonb.close();
        } catch (Exception e) { // it holds no resource but memory
            LOG.log(Level.DEBUG, "The JSON binding could not be closed.", e);
        }
    }
}
