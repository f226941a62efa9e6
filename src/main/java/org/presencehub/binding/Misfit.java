package org.presencehub.binding;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.presencehub.binding.type.Property;
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
        List<Class<?>> holders = Property.classesIn(type).toList();
        for (Throwable each = cause; each != null && path.size() < DEEPEST; each = each.getCause()) {
            Matcher told = PROPERTY.matcher(String.valueOf(each.getMessage()));
            if (!told.matches()) {
                return path;
            }
            Optional<Property> property = holders.stream()
                    .flatMap(Property::of)
                    .filter(own -> own.name().equalsIgnoreCase(told.group(1)))
                    .findFirst();
            if (property.isEmpty()) {
                return path;
            }
            path.add(property.get().name());
            holders = Property.classesIn(property.get().type()).toList();
        }
        return path;
    }
}
