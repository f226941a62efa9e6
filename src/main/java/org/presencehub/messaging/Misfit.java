package org.presencehub.messaging;

import jakarta.json.bind.annotation.JsonbProperty;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.presencehub.protocol.Json;
import org.presencehub.protocol.Packed;
import org.presencehub.protocol.Payload;
import org.presencehub.protocol.Unreadable;

/** Says why a client's value does not fit a type, in words that have nothing of the value. Stateless. */
public final class Misfit {
    /** Yasson tells so; of a provider with other words only the type is known. */
    private static final Pattern PROPERTY =
            Pattern.compile("Unable to deserialize property '([^']+)' because of: .*", Pattern.DOTALL);

    private static final int DEEPEST = 8; // a type may hold itself, and the client says how often

    private Misfit() {}

    /**
     * {@return that the value does not fit, such as "a string, does not fit int"}
     *
     * @param cause what the binding threw, whose text may quote the value and is not passed on
     */
    public static String of(Payload value, Type type, @Nullable Throwable cause) {
        List<String> path = path(type, cause);
        return kind(value) + ", does not fit " + type.getTypeName()
                + (path.isEmpty() ? "" : ", for its property '" + String.join(".", path) + "'");
    }

    private static String kind(Payload value) {
        if (value instanceof Unreadable unreadable) {
            return unreadable.what();
        }
        if (value instanceof Packed packed && packed.isBinary()) {
            return "binary data";
        }
        Json json = value.json();
        return switch (json.first()) {
            case '"' -> "a string";
            case '{' -> "an object";
            case '[' -> "an array";
            case 't', 'f' -> "a boolean";
            case 'n' -> "null";
            default -> "a number";
        };
    }

    /** {@return the properties that lead to what does not fit, as the Java types spell them} A name that is none of theirs is the client's. */
    private static List<String> path(Type type, @Nullable Throwable cause) {
        List<String> path = new ArrayList<>();
        List<Class<?>> holders = classesIn(type).toList();
        for (Throwable each = cause; each != null && path.size() < DEEPEST; each = each.getCause()) {
            Matcher told = PROPERTY.matcher(String.valueOf(each.getMessage()));
            if (!told.matches()) {
                return path;
            }
            Optional<Property> property = holders.stream()
                    .flatMap(Misfit::properties)
                    .filter(own -> own.name.equalsIgnoreCase(told.group(1)))
                    .findFirst();
            if (property.isEmpty()) {
                return path;
            }
            path.add(property.get().name);
            holders = classesIn(property.get().type).toList();
        }
        return path;
    }

    /** What a Java type says that its JSON has. */
    private record Property(String name, Type type) {}

    private static Stream<Property> properties(Class<?> holder) {
        Stream<Property> fields = Stream.<Class<?>>iterate(holder, Misfit::isOfSomebody, Class::getSuperclass)
                .flatMap(each -> Stream.of(each.getDeclaredFields()))
                .map(field -> property(field, field.getName(), field.getGenericType()));
        return Stream.concat(
                fields, Stream.of(holder.getMethods()).filter(Misfit::isSetter).map(Misfit::ofSetter));
    }

    private static boolean isOfSomebody(@Nullable Class<?> type) {
        return type != null && type != Object.class;
    }

    private static boolean isSetter(Method method) {
        return method.getParameterCount() == 1 && method.getName().matches("set.+");
    }

    private static Property ofSetter(Method setter) {
        String name = setter.getName().substring("set".length());
        return property(
                setter,
                Character.toLowerCase(name.charAt(0)) + name.substring(1),
                setter.getGenericParameterTypes()[0]);
    }

    private static Property property(AnnotatedElement member, String name, Type type) {
        JsonbProperty named = member.getAnnotation(JsonbProperty.class);
        return new Property(named == null || named.value().isEmpty() ? name : named.value(), type);
    }

    /** {@return the classes that the type is made of: of a list also that of its elements} */
    private static Stream<Class<?>> classesIn(Type type) {
        if (type instanceof Class<?> plain) {
            return plain.isArray() ? classesIn(plain.getComponentType()) : Stream.of(plain);
        }
        if (type instanceof ParameterizedType given) {
            return Stream.concat(Stream.of(given.getActualTypeArguments()), Stream.of(given.getRawType()))
                    .flatMap(Misfit::classesIn);
        }
        if (type instanceof GenericArrayType array) {
            return classesIn(array.getGenericComponentType());
        }
        return type instanceof WildcardType wild
                ? Stream.of(wild.getUpperBounds()).flatMap(Misfit::classesIn)
                : Stream.empty();
    }
}
