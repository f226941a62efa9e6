package org.presencehub.binding;

import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.config.PropertyNamingStrategy;
import java.lang.reflect.Type;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.presencehub.binding.type.ExactNames;
import org.presencehub.protocol.Json;

/**
 * Reads members of JSON whatever the case of their names. Thread-safe.
 *
 * <p>Yasson 3.0 loses the parameters of a constructor whose names have capitals when it is told to do so. So what has such a record in it is read by
 * the letter, when its names have been spelt right.
 */
final class AnyCase {
    private final Jsonb anyCase;
    private final Jsonb byTheLetter;

    /** @param config makes one without a naming strategy, each time */
    AnyCase(Supplier<JsonbConfig> config) {
        anyCase = JsonbBuilder.create(config.get().withPropertyNamingStrategy(PropertyNamingStrategy.CASE_INSENSITIVE));
        byTheLetter = JsonbBuilder.create(config.get().withPropertyNamingStrategy(PropertyNamingStrategy.IDENTITY));
    }

    /** {@return the JSON as an object} Throws what JSON-B does. */
    @Nullable
    Object read(Json json, Type type) {
        try {
            return anyCase.fromJson(json.stream(), type);
        } catch (RuntimeException e) {
            if (isLostParameter(e)) {
                JsonValue value = byTheLetter.fromJson(json.stream(), JsonValue.class);
                return byTheLetter.fromJson(ExactNames.of(value, type).toString(), type);
            }
            throw e;
        }
    }

    private static boolean isLostParameter(Throwable failure) {
        return failure instanceof NullPointerException
                || (failure instanceof JsonbException
                        && failure.getCause() != null
                        && isLostParameter(failure.getCause()));
    }

    void close() throws Exception {
        anyCase.close();
        byTheLetter.close();
    }
}
