package org.presencehub.binding.form;

import jakarta.json.JsonValue;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.presencehub.protocol.Packed;

/** Whatever a client likes, where an application names no type: as JSON-B has it, in the order in which it came. */
final class UntypedForm extends TwoWayForm<Object> {
    UntypedForm() {
        super(Object.class, false);
    }

    @Override
    public boolean reads(Type wanted) {
        return wanted == Object.class;
    }

    @Override
    boolean isAmong(Set<Class<?>> types) {
        return types.contains(Object.class);
    }

    @Override
    String json(Object value) {
        throw new UnsupportedOperationException("It has a type when it is written.");
    }

    @Override
    Packed packed(Object value) {
        throw new UnsupportedOperationException("It has a type when it is written.");
    }

    @Override
    Object read(JsonValue value, Type type) {
        return Objects.requireNonNull(anything(value)); // null does not come here
    }

    private static @Nullable Object anything(JsonValue value) {
        return switch (value.getValueType()) {
            case OBJECT -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                value.asJsonObject().forEach((name, member) -> members.put(name, anything(member)));
                yield members;
            }
            case ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                value.asJsonArray().forEach(item -> items.add(anything(item)));
                yield items;
            }
            case STRING -> text(value);
            case NUMBER -> new UntypedNumber(value.toString());
            case TRUE -> true;
            case FALSE -> false;
            case NULL -> null;
        };
    }
}
