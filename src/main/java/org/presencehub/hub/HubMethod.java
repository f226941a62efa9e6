package org.presencehub.hub;

import jakarta.json.bind.JsonbException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.presencehub.HubMethodName;
import org.presencehub.NonBlocking;
import org.presencehub.RawArguments;
import org.presencehub.connection.Access;
import org.presencehub.messaging.JsonBinding;
import org.presencehub.protocol.Arguments;

/**
 * A method that clients can call. Immutable.
 *
 * @param access who may, beyond being connected; empty for whoever is
 * @param takesRest whether the last parameter is a {@link RawArguments}
 */
record HubMethod(String name, Method method, Optional<Access> access, boolean nonBlocking, boolean takesRest) {

    /** @throws IllegalArgumentException with a sentence for the developer, if clients cannot call such a method */
    static HubMethod of(Method method, Class<?> hub) {
        refuse(method, isGeneric(method), "is generic: its arguments could not be bound");
        refuse(
                method,
                isAsynchronous(method.getReturnType()),
                "returns a stream, a future or a stage, which hubs cannot yet");
        method.setAccessible(true); // the class may be package-private
        HubMethodName named = method.getAnnotation(HubMethodName.class);
        Class<?>[] types = method.getParameterTypes();
        boolean takesRest = types.length > 0 && types[types.length - 1] == RawArguments.class;
        for (int i = 0; i < types.length - (takesRest ? 1 : 0); i++) {
            refuse(method, types[i] == RawArguments.class, "has RawArguments before its last parameter");
        }
        return new HubMethod(
                named == null ? method.getName() : named.value(),
                method,
                AccessRules.of(method, hub),
                method.isAnnotationPresent(NonBlocking.class),
                takesRest);
    }

    private static boolean isGeneric(Method method) {
        return method.getTypeParameters().length > 0
                || Stream.of(method.getGenericParameterTypes()).anyMatch(TypeVariable.class::isInstance);
    }

    private static boolean isAsynchronous(Class<?> type) {
        return Future.class.isAssignableFrom(type)
                || CompletionStage.class.isAssignableFrom(type)
                || Flow.Publisher.class.isAssignableFrom(type)
                || BaseStream.class.isAssignableFrom(type);
    }

    private static void refuse(Method method, boolean wrong, String why) {
        if (wrong) {
            throw new IllegalArgumentException("The hub method "
                    + method.getDeclaringClass().getName() + "." + method.getName() + " " + why + ".");
        }
    }

    /** {@return how many arguments are expected, if this many are wrong} */
    OptionalInt missing(Arguments arguments) {
        int expected = method.getParameterCount() - (takesRest ? 1 : 0);
        boolean fits = takesRest ? arguments.size() >= expected : arguments.size() == expected;
        return fits ? OptionalInt.empty() : OptionalInt.of(expected);
    }

    /**
     * {@return the arguments as objects}
     *
     * @throws JsonbException if one does not fit its parameter
     */
    @Nullable
    Object[] bind(Arguments arguments, JsonBinding binding) {
        Type[] types = method.getGenericParameterTypes();
        @Nullable Object[] bound = new @Nullable Object[types.length];
        for (int i = 0; i < types.length; i++) {
            bound[i] = takesRest && i == types.length - 1
                    ? binding.relay(arguments.from(i))
                    : bind(arguments, i, types[i], binding);
        }
        return bound;
    }

    private static @Nullable Object bind(Arguments arguments, int index, Type type, JsonBinding binding) {
        Object bound = binding.read(arguments.get(index), type);
        if (bound == null && type instanceof Class<?> raw && raw.isPrimitive()) {
            throw new JsonbException("null does not fit " + raw + ".");
        }
        return bound;
    }
}
