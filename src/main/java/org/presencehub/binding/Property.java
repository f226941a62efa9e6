package org.presencehub.binding;

import jakarta.json.bind.annotation.JsonbProperty;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a Java type says that its JSON has. Immutable.
 *
 * @param name as JSON has it
 * @param type of its values
 * @param member which says so: a field, or a setter
 */
record Property(String name, Type type, AnnotatedElement member) {
    static Stream<Property> of(Class<?> holder) {
        Stream<Property> fields = Stream.<Class<?>>iterate(holder, Property::isOfSomebody, Class::getSuperclass)
                .flatMap(each -> Stream.of(each.getDeclaredFields()))
                .map(field -> of(field, field.getName(), field.getGenericType()));
        return Stream.concat(
                fields,
                Stream.of(holder.getMethods()).filter(Property::isSetter).map(Property::ofSetter));
    }

    private static boolean isOfSomebody(@Nullable Class<?> type) {
        return type != null && type != Object.class;
    }

    private static boolean isSetter(Method method) {
        return method.getParameterCount() == 1 && method.getName().matches("set.+");
    }

    private static Property ofSetter(Method setter) {
        String name = setter.getName().substring("set".length());
        return of(
                setter,
                Character.toLowerCase(name.charAt(0)) + name.substring(1),
                setter.getGenericParameterTypes()[0]);
    }

    private static Property of(AnnotatedElement member, String name, Type type) {
        JsonbProperty named = member.getAnnotation(JsonbProperty.class);
        return new Property(named == null || named.value().isEmpty() ? name : named.value(), type, member);
    }

    /** {@return the classes that the type is made of: of a list also that of its elements} */
    static Stream<Class<?>> classesIn(Type type) {
        if (type instanceof Class<?> plain) {
            return plain.isArray() ? classesIn(plain.getComponentType()) : Stream.of(plain);
        }
        if (type instanceof ParameterizedType given) {
            return Stream.concat(Stream.of(given.getActualTypeArguments()), Stream.of(given.getRawType()))
                    .flatMap(Property::classesIn);
        }
        if (type instanceof GenericArrayType array) {
            return classesIn(array.getGenericComponentType());
        }
        return type instanceof WildcardType wild
                ? Stream.of(wild.getUpperBounds()).flatMap(Property::classesIn)
                : Stream.empty();
    }
}
