package org.presencehub.binding.type;

import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the classes of applications that a type leads to, by what it is made of and by the members of that. Confined to the call that made it. */
public final class TypeGraph {
    private final Set<Class<?>> seen = new LinkedHashSet<>();
    private final Deque<Class<?>> left = new ArrayDeque<>();

    private TypeGraph() {}

    public static Set<Class<?>> of(Type type) {
        TypeGraph graph = new TypeGraph();
        graph.add(type);
        while (!graph.left.isEmpty()) {
            graph.follow(graph.left.remove());
        }
        return graph.seen;
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

    /** A class that refers to what is not there leads nowhere: JSON-B may never come to it. */
    private void follow(Class<?> holder) {
        try {
            Property.of(holder).map(Property::type).forEach(this::add);
            if (holder.getGenericSuperclass() != null) {
                add(holder.getGenericSuperclass());
            }
            Stream.of(holder.getGenericInterfaces()).forEach(this::add);
            JsonbTypeInfo subtypes = holder.getAnnotation(JsonbTypeInfo.class);
            if (subtypes != null) {
                Stream.of(subtypes.value()).map(JsonbSubtype::type).forEach(this::add);
            }
        } catch (LinkageError | TypeNotPresentException e) {
            // the others are followed all the same
        }
    }
}
