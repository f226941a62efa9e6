package org.presencehub.messaging;

import static java.util.Map.entry;

import jakarta.json.bind.JsonbException;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.presencehub.protocol.Json;

/**
 * Reads text, truth values and whole numbers as the reference does, where JSON-B would bend what does not fit: 1.5 to 1, 2147483648 to a
 * negative int, 5 to text, any text to false. Immutable.
 *
 * <p>Only for whole arguments: inside of objects and lists JSON-B reads.
 */
final class ExactScalars {
    private static final Map<Type, Function<Json, Object>> READERS = Map.ofEntries(
            entry(String.class, ExactScalars::text),
            entry(boolean.class, ExactScalars::truth),
            entry(Boolean.class, ExactScalars::truth),
            entry(byte.class, json -> Byte.valueOf(json.toString())),
            entry(Byte.class, json -> Byte.valueOf(json.toString())),
            entry(short.class, json -> Short.valueOf(json.toString())),
            entry(Short.class, json -> Short.valueOf(json.toString())),
            entry(int.class, json -> Integer.valueOf(json.toString())),
            entry(Integer.class, json -> Integer.valueOf(json.toString())),
            entry(long.class, json -> Long.valueOf(json.toString())),
            entry(Long.class, json -> Long.valueOf(json.toString())));

    private ExactScalars() {}

    static boolean include(Type type) {
        return READERS.containsKey(type);
    }

    /**
     * {@return the value; null for JSON's null}
     *
     * @throws JsonbException if it does not fit
     */
    static @Nullable Object read(Json json, Type type) {
        Function<Json, Object> reader = READERS.get(type);
        if (reader == null || json.isNull()) {
            return null;
        }
        try {
            return reader.apply(json);
        } catch (IllegalArgumentException e) {
            throw new JsonbException("The JSON is no " + type.getTypeName() + ".", e);
        }
    }

    private static String text(Json json) {
        if (!json.isString()) {
            throw new IllegalArgumentException();
        }
        return json.string();
    }

    private static Boolean truth(Json json) {
        return switch (json.toString()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }
}
