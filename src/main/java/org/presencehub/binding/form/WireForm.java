package org.presencehub.binding.form;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerationException;
import jakarta.json.stream.JsonGenerator;
import org.presencehub.protocol.Packed;

/**
 * How values of one Java type are written: as .NET has them in both encodings. Stateless.
 *
 * <p>Each is a class of its own, since JSON-B finds the type in that.
 *
 * @param <T> that type
 */
abstract class WireForm<T> implements JsonbSerializer<T> {
    /** {@return whether it travels in this form} */
    boolean isMarked(T value) {
        return true;
    }

    /** Writes a value that does not. */
    void write(T value, JsonGenerator generator) {
        throw new UnsupportedOperationException("All values of this type have the form.");
    }

    /** {@return the same value, which nobody changes any more} */
    T frozen(T value) {
        return value;
    }

    /** {@return whether JSON-B itself writes some value of the type so, as long as no annotation says otherwise} */
    boolean isOfJsonb(String json, Class<?> type, Jsonb jsonb) {
        try {
            return json.equals(jsonb.toJson(jsonb.fromJson(json, type)));
        } catch (RuntimeException e) { // of another form
            return false;
        }
    }

    /** {@return the value as the key of a map in JSON: text that has nothing to escape, in quotes} */
    String key(T value) {
        String json = json(value);
        return json.startsWith("\"") ? json : quoted(json);
    }

    /** {@return the value as JSON} */
    abstract String json(T value);

    /** {@return the value as MessagePack} */
    abstract Packed packed(T value);

    @Override
    public final void serialize(T value, JsonGenerator generator, SerializationContext context) {
        String mark = isMarked(value) ? Marks.current().mark(new Marks.Marked<>(this, frozen(value))) : "";
        try {
            if (mark.isEmpty()) {
                write(value, generator);
            } else {
                generator.write(mark);
            }
        } catch (JsonGenerationException e) { // it is the key of a map, of which JSON-B says nothing
            String key = key(value);
            generator.writeKey(mark.isEmpty() ? key.substring(1, key.length() - 1) : mark);
        }
    }

    /** {@return a JSON string of text that has nothing to escape} */
    static String quoted(String text) {
        return '"' + text + '"';
    }
}
