package org.presencehub.binding.form;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.stream.JsonParser;
import java.lang.reflect.Type;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How values of one Java type are read, too, where JSON-B does not know what .NET and browsers write. Stateless.
 *
 * @param <T> that type
 */
public abstract class TwoWayForm<T> extends WireForm<T> implements JsonbDeserializer<T> {
    private final Class<T> type;
    private final boolean textAlone;

    /** @param textAlone whether only text can be such a value */
    TwoWayForm(Class<T> type, boolean textAlone) {
        this.type = type;
        this.textAlone = textAlone;
    }

    /** {@return whether values of that type are read so} */
    public boolean reads(Type wanted) {
        return wanted instanceof Class<?> raw && type.isAssignableFrom(raw);
    }

    /** {@return whether that type is among these} */
    boolean isAmong(Set<Class<?>> types) {
        return types.stream().anyMatch(type::isAssignableFrom);
    }

    /**
     * {@return what the value of a client says} It is text, a number or an array: MessagePack comes as JSON, in which timestamps are text.
     *
     * <p>Throws whatever it likes at a value that is none.
     *
     * @param type the type that is wanted, which may be a subtype
     */
    abstract T read(JsonValue value, Type type);

    @Override
    public final @Nullable T deserialize(JsonParser parser, DeserializationContext context, Type type) {
        return orNull(parser.getValue(), type);
    }

    /**
     * {@return what the value says, or null if it says that}
     *
     * @throws JsonbException if it does not fit the type
     */
    public final @Nullable T orNull(JsonValue value, Type type) {
        if (value == JsonValue.NULL) {
            return null;
        }
        if (textAlone && !isText(value)) {
            throw new JsonbException("What is no text does not fit " + type.getTypeName() + ".");
        }
        try {
            return read(value, type);
        } catch (RuntimeException e) {
            throw new JsonbException("The value does not fit " + type.getTypeName() + ".", e);
        }
    }

    static boolean isText(JsonValue value) {
        return value instanceof JsonString;
    }

    static String text(JsonValue value) {
        return ((JsonString) value).getString();
    }

    static long number(JsonValue value) {
        return ((JsonNumber) value).longValueExact();
    }
}
