package org.presencehub.binding.form;

import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.stream.JsonGenerator;
import java.lang.reflect.Type;
import java.util.stream.Stream;
import org.presencehub.protocol.Packed;

/** An enum, which .NET has as a number in JSON and as a name in MessagePack. Constants count from 0 on, in their order. */
@SuppressWarnings({"rawtypes", "EnumOrdinal"}) // JSON-B finds it by the superclass of each; .NET's numbers are ordinals
final class EnumForm extends TwoWayForm<Enum> {
    private final Jsonb jsonb;

    EnumForm(Jsonb jsonb) {
        super(Enum.class, false);
        this.jsonb = jsonb;
    }

    @Override
    boolean isMarked(Enum value) {
        return !OwnForms.isSaidBy(value.getDeclaringClass());
    }

    /** By an adapter of its own. */
    @Override
    void write(Enum value, JsonGenerator generator) {
        generator.write(jsonb.fromJson(jsonb.toJson(value), JsonValue.class));
    }

    @Override
    boolean isOfJsonb(String json, Class<?> type, Jsonb unused) {
        Class<?> declared = type.isEnum() ? type : type.getSuperclass(); // a constant may have a body
        return Stream.of(declared.getEnumConstants())
                .anyMatch(constant -> json.equals(quoted(((Enum) constant).name())));
    }

    @Override
    String key(Enum value) {
        return quoted(value.name());
    }

    @Override
    String json(Enum value) {
        return Integer.toString(value.ordinal());
    }

    @Override
    Packed packed(Enum value) {
        return Packed.text(value.name());
    }

    /** One with an adapter is read by that. */
    @Override
    Enum read(JsonValue value, Type type) {
        if (OwnForms.isSaidBy((Class<?>) type)) {
            return jsonb.fromJson(value.toString(), type);
        }
        Enum[] constants = (Enum[]) ((Class<?>) type).getEnumConstants();
        if (!isText(value)) {
            return constants[Math.toIntExact(number(value))];
        }
        String name = text(value);
        return Stream.of(constants)
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .or(() -> Stream.of(constants)
                        .filter(constant -> constant.name().equalsIgnoreCase(name))
                        .findFirst())
                .orElseThrow();
    }
}
