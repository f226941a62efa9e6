package org.presencehub.binding;

import jakarta.json.bind.annotation.JsonbDateFormat;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import jakarta.json.bind.annotation.JsonbTypeDeserializer;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the types of members that an application has a form of its own for. Confined to the call that made it.
 *
 * <p>JSON-B forgets what an annotation says of a member whose type has a deserializer of ours.
 */
final class OwnForms {
    private static final List<Class<? extends Annotation>> SAYING =
            List.of(JsonbDateFormat.class, JsonbTypeAdapter.class, JsonbTypeDeserializer.class);

    private final Set<Class<?>> seen = new HashSet<>();
    private final Deque<Class<?>> left = new ArrayDeque<>();
    private final Set<Class<?>> own = new HashSet<>();

    private OwnForms() {}

    /** {@return the types that have such a form somewhere in this one} */
    static Set<Class<?>> in(Type type) {
        OwnForms search = new OwnForms();
        search.add(type);
        while (!search.left.isEmpty()) {
            search.look(search.left.remove());
        }
        return search.own;
    }

    /** {@return whether an annotation there says how values are read} */
    static boolean isSaidBy(AnnotatedElement element) {
        return SAYING.stream().anyMatch(element::isAnnotationPresent);
    }

    private void add(Type type) {
        Property.classesIn(type)
                .filter(each -> !isOfJava(each))
                .filter(seen::add)
                .forEach(left::add);
    }

    private static boolean isOfJava(Class<?> type) {
        return type.isPrimitive() || type.getName().startsWith("java.");
    }

    private void look(Class<?> holder) {
        boolean all = Stream.of(holder, holder.getPackage())
                .anyMatch(each -> each.isAnnotationPresent(JsonbDateFormat.class));
        Property.of(holder).forEach(property -> look(property.member(), all, property.type()));
        for (Constructor<?> constructor : holder.getDeclaredConstructors()) {
            for (Parameter parameter : constructor.getParameters()) {
                look(parameter, all, parameter.getParameterizedType());
            }
        }
        JsonbTypeInfo subtypes = holder.getAnnotation(JsonbTypeInfo.class);
        if (subtypes != null) {
            Stream.of(subtypes.value()).map(JsonbSubtype::type).forEach(this::add);
        }
    }

    private void look(AnnotatedElement member, boolean anyway, Type type) {
        if (anyway || isSaidBy(member)) {
            Property.classesIn(type).forEach(own::add);
        }
        add(type);
    }
}
