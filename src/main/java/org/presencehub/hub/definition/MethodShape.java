package org.presencehub.hub.definition;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import org.presencehub.Cancellation;
import org.presencehub.RawArguments;

/** What a method may take and return to be called by clients. Stateless. */
final class MethodShape {
    private MethodShape() {}

    /** @throws IllegalArgumentException with a sentence for the developer, if clients cannot call such a method */
    static void check(Method method) {
        refuse(method, isGeneric(method), "is generic: its arguments could not be bound");
        checkResult(method);
        List<Class<?>> types = sentByClient(method);
        int rest = types.indexOf(RawArguments.class);
        refuse(method, rest >= 0 && rest < types.size() - 1, "has RawArguments before its last parameter");
        refuse(
                method,
                method.getParameterCount() - types.size() > 1,
                "has more than one Cancellation, and a call has but one");
        for (Type type : method.getGenericParameterTypes()) {
            checkParameter(method, type);
        }
    }

    /** {@return the types of the parameters that a client has something to send for} */
    static List<Class<?>> sentByClient(Method method) {
        return Stream.<Class<?>>of(method.getParameterTypes())
                .filter(type -> type != Cancellation.class)
                .toList();
    }

    /** {@return whether what a method of this type returns is sent as a stream} */
    static boolean isStream(Class<?> returned) {
        return Flow.Publisher.class.isAssignableFrom(returned) || Stream.class.isAssignableFrom(returned);
    }

    private static void checkResult(Method method) {
        Class<?> type = method.getReturnType();
        boolean stage = CompletionStage.class.isAssignableFrom(type);
        refuse(
                method,
                Future.class.isAssignableFrom(type) && !stage,
                "returns a Future, for which a thread would have to wait: return a CompletionStage");
        refuse(
                method,
                BaseStream.class.isAssignableFrom(type) && !isStream(type),
                "returns a stream of numbers: box it to a Stream");
        refuse(
                method,
                stage
                        && method.getGenericReturnType() instanceof ParameterizedType given
                        && Arrays.stream(given.getActualTypeArguments()).anyMatch(each -> isAnyStream(raw(each))),
                "returns a stream inside a stage: return the stream itself");
    }

    private static void checkParameter(Method method, Type type) {
        refuse(
                method,
                isAnyStream(raw(type)) && raw(type) != Flow.Publisher.class,
                "takes a " + raw(type).getSimpleName() + ": what a client streams comes as a Flow.Publisher");
        refuse(
                method,
                raw(type) == Flow.Publisher.class && !saysItems(type),
                "takes a Flow.Publisher that does not say of what: its items could not be bound");
    }

    private static boolean saysItems(Type publisher) {
        return publisher instanceof ParameterizedType given
                && !(given.getActualTypeArguments()[0] instanceof WildcardType)
                && !(given.getActualTypeArguments()[0] instanceof TypeVariable);
    }

    private static boolean isAnyStream(Class<?> type) {
        return Flow.Publisher.class.isAssignableFrom(type) || BaseStream.class.isAssignableFrom(type);
    }

    private static Class<?> raw(Type type) {
        if (type instanceof ParameterizedType given) {
            return raw(given.getRawType());
        }
        return type instanceof Class<?> plain ? plain : Object.class;
    }

    private static boolean isGeneric(Method method) {
        return method.getTypeParameters().length > 0
                || Stream.of(method.getGenericParameterTypes()).anyMatch(TypeVariable.class::isInstance);
    }

    private static void refuse(Method method, boolean wrong, String why) {
        if (wrong) {
            throw new IllegalArgumentException("The hub method "
                    + method.getDeclaringClass().getName() + "." + method.getName() + " " + why + ".");
        }
    }
}
