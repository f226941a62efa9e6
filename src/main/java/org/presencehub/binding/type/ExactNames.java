package org.presencehub.binding.type;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Spells the members of JSON as the Java type does. Stateless. */
public final class ExactNames {
    private ExactNames() {}

    /** {@return the value with the names of its members as this type has them, whatever their case} Keys of maps stay. */
    public static JsonValue of(JsonValue value, Type type) {
        if (value instanceof JsonArray array) {
            return of(array, type);
        }
        return value instanceof JsonObject object ? of(object, type) : value;
    }

    private static JsonValue of(JsonArray array, Type type) {
        JsonArrayBuilder exact = Json.createArrayBuilder();
        array.forEach(item -> exact.add(of(item, item(type))));
        return exact.build();
    }

    /** {@return the type of the elements, or what nothing is known of} */
    private static Type item(Type type) {
        if (type instanceof GenericArrayType array) {
            return array.getGenericComponentType();
        }
        if (type instanceof Class<?> raw && raw.isArray()) {
            return raw.getComponentType();
        }
        return argument(type, Collection.class, 0);
    }

    private static Type argument(Type type, Class<?> generic, int index) {
        return type instanceof ParameterizedType given
                        && given.getRawType() instanceof Class<?> raw
                        && generic.isAssignableFrom(raw)
                        && given.getActualTypeArguments().length > index
                ? given.getActualTypeArguments()[index]
                : Object.class;
    }

    private static JsonValue of(JsonObject object, Type type) {
        Type held = argument(type, Optional.class, 0);
        if (held != Object.class) {
            return of(object, held);
        }
        Type ofValues = argument(type, Map.class, 1);
        List<Property> properties =
                type instanceof Class<?> holder ? Property.of(holder).toList() : List.of();
        JsonObjectBuilder exact = Json.createObjectBuilder();
        object.forEach((name, value) -> {
            Optional<Property> property = named(properties, each -> each.name().equals(name))
                    .or(() -> named(properties, each -> each.name().equalsIgnoreCase(name)));
            exact.add(
                    property.map(Property::name).orElse(name),
                    of(value, property.map(Property::type).orElse(ofValues)));
        });
        return exact.build();
    }

    private static Optional<Property> named(List<Property> properties, Predicate<Property> wanted) {
        return properties.stream().filter(wanted).findFirst();
    }
}
