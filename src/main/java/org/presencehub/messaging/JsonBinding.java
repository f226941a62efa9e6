package org.presencehub.messaging;

import jakarta.annotation.PreDestroy;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.config.PropertyNamingStrategy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.presencehub.RawArguments;
import org.presencehub.protocol.Arguments;
import org.presencehub.protocol.Json;
import org.presencehub.stereotype.Component;

/** Java objects to JSON and back, the way SignalR's clients expect: nulls kept, members read without regard to case. Thread-safe. */
@Component
public final class JsonBinding {
    private static final Logger LOG = System.getLogger("org.presencehub.messaging");

    private final Jsonb jsonb = JsonbBuilder.create(
            new JsonbConfig().withNullValues(true).withPropertyNamingStrategy(PropertyNamingStrategy.CASE_INSENSITIVE));

    /**
     * {@return the object as JSON}
     *
     * @throws JsonbException if it cannot be bound
     */
    public Json write(@Nullable Object value) {
        return value == null ? Json.NULL : Json.of(jsonb.toJson(value).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * {@return the JSON as an object}
     *
     * @throws JsonbException if it does not fit the type
     */
    public @Nullable Object read(Json json, Type type) {
        if (ExactScalars.include(type)) {
            return ExactScalars.read(json, type);
        }
        try {
            return jsonb.fromJson(json.stream(), type);
        } catch (JsonbException e) {
            throw e;
        } catch (RuntimeException e) { // of a constructor, an adapter, or a provider that promises otherwise
            throw new JsonbException("The JSON does not fit " + type.getTypeName() + ".", e);
        }
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
