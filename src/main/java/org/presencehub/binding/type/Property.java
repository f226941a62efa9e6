package org.presencehub.binding.type;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTransient;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a Java type says that its JSON has. Immutable.
 *
 * @param name as JSON has it
 * @param type of its values
 * @param member which says so: a field, a getter, a setter, or a parameter of a constructor
 */
public record Property(String name, Type type, AnnotatedElement member) {
    /** {@return those of fields, getters, setters, and parameters of constructors, of which some may say the same} */
    public static Stream<Property> of(Class<?> holder) {
        try {
            return Stream.of(
                    Stream.<Class<?>>iterate(holder, Property::isOfSomebody, Class::getSuperclass)
                            .flatMap(each -> Stream.of(each.getDeclaredFields()))
                            .filter(Property::isOfJson)
                            .map(field -> of(field, field.getName(), field.getGenericType())),
                    Stream.of(holder.getMethods())
                            .filter(Property::isSetter)
                            .map(setter -> of(setter, named(setter, "set"), setter.getGenericParameterTypes()[0])),
                    Stream.of(holder.getMethods())
                            .filter(Property::isGetter)
                            .map(getter -> of(getter, named(getter, "get"), getter.getGenericReturnType())),
                    Stream.of(holder.getDeclaredConstructors())
                            .flatMap(constructor -> Stream.of(constructor.getParameters()))
                            .map(parameter -> of(parameter, parameter.getName(), parameter.getParameterizedType())))
                    .flatMap(Function.identity())
                    .toList()
                    .stream();
        } catch (LinkageError
                | TypeNotPresentException e) { // it refers to what is not there, which JSON-B may not need
            return Stream.empty();
        }
    }

    private static boolean isOfSomebody(@Nullable Class<?> type) {
        return type != null && type != Object.class;
    }

    private static boolean isOfJson(Field field) {
        return !field.isSynthetic()
                && !Modifier.isStatic(field.getModifiers())
                && !Modifier.isTransient(field.getModifiers())
                && !field.isAnnotationPresent(JsonbTransient.class);
    }

    private static boolean isSetter(Method method) {
        return method.getParameterCount() == 1 && method.getName().matches("set.+");
    }

    private static boolean isGetter(Method method) {
        return method.getParameterCount() == 0
                && method.getName().matches("get.+")
                && method.getDeclaringClass() != Object.class
                && !Modifier.isStatic(method.getModifiers());
    }

    private static String named(Method method, String verb) {
        String name = method.getName().substring(verb.length());
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static Property of(AnnotatedElement member, String name, Type type) {
        JsonbProperty named = member.getAnnotation(JsonbProperty.class);
        return new Property(named == null || named.value().isEmpty() ? name : named.value(), type, member);
    }

    /** {@return the classes that the type is made of: of a list also that of its elements} */
    public static Stream<Class<?>> classesIn(Type type) {
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
