package org.presencehub.hub.definition;

import jakarta.json.bind.JsonbException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.presencehub.Cancellation;
import org.presencehub.HubMethodName;
import org.presencehub.NonBlocking;
import org.presencehub.RawArguments;
import org.presencehub.binding.JsonBinding;
import org.presencehub.identity.Access;
import org.presencehub.protocol.Arguments;

/**
 * A method that clients can call. Immutable.
 *
 * @param access who may, beyond being connected; empty for whoever is
 * @param takesRest whether the last parameter is a {@link RawArguments}
 * @param takesCancellation whether a parameter is a {@link Cancellation}
 * @param uploads what the items are of the streams that the client sends, in the order of the parameters that take them
 */
public record HubMethod(
        String name,
        Method method,
        Optional<Access> access,
        boolean nonBlocking,
        boolean takesRest,
        boolean takesCancellation,
        List<Type> uploads) {

    /** @throws IllegalArgumentException with a sentence for the developer, if clients cannot call such a method */
    static HubMethod of(Method method, Class<?> hub) {
        MethodShape.check(method);
        method.setAccessible(true); // the class may be package-private
        HubMethodName named = method.getAnnotation(HubMethodName.class);
        List<Class<?>> types = MethodShape.sentByClient(method);
        return new HubMethod(
                named == null ? method.getName() : named.value(),
                method,
                AccessRules.of(method, hub),
                method.isAnnotationPresent(NonBlocking.class),
                types.contains(RawArguments.class),
                types.size() < method.getParameterCount(),
                Stream.of(method.getGenericParameterTypes())
                        .filter(HubMethod::isUpload)
                        .map(type -> ((ParameterizedType) type).getActualTypeArguments()[0])
                        .toList());
    }

    private static boolean isUpload(Type type) {
        return type instanceof ParameterizedType stream && stream.getRawType() == Flow.Publisher.class;
    }

    /** {@return whether it answers with a stream} */
    public boolean streaming() {
        return MethodShape.isStream(method.getReturnType());
    }

    /** {@return whether something comes of it when a call is cancelled} */
    public boolean hearsOfCancels() {
        return takesCancellation || CompletionStage.class.isAssignableFrom(method.getReturnType());
    }

    /** {@return how many arguments are expected, if this many are wrong} */
    public OptionalInt missing(Arguments arguments) {
        int expected = method.getParameterCount() - (takesCancellation ? 1 : 0) - uploads.size() - (takesRest ? 1 : 0);
        boolean fits = takesRest ? arguments.size() >= expected : arguments.size() == expected;
        return fits ? OptionalInt.empty() : OptionalInt.of(expected);
    }

    /**
     * {@return the arguments as objects, and the streams of the client at their places}
     *
     * @param cancellation asked once, if the method wants it
     * @throws UnfitArgumentException if one does not fit its parameter
     */
    @Nullable
    public Object[] bind(
            Arguments arguments,
            List<? extends Flow.Publisher<?>> streams,
            Supplier<Cancellation> cancellation,
            JsonBinding binding)
            throws UnfitArgumentException {
        Type[] types = method.getGenericParameterTypes();
        @Nullable Object[] bound = new @Nullable Object[types.length];
        int argument = 0;
        int stream = 0;
        for (int i = 0; i < types.length; i++) {
            if (isUpload(types[i])) {
                bound[i] = streams.get(stream++);
            } else if (types[i] == Cancellation.class) {
                bound[i] = cancellation.get();
            } else if (types[i] == RawArguments.class) {
                bound[i] = binding.relay(arguments.from(argument));
            } else {
                bound[i] = bind(arguments, argument++, types[i], binding);
            }
        }
        return bound;
    }

    private static @Nullable Object bind(Arguments arguments, int index, Type type, JsonBinding binding)
            throws UnfitArgumentException {
        try {
            return binding.read(arguments.get(index), type);
        } catch (JsonbException e) {
            throw new UnfitArgumentException(index, arguments.get(index), type, e);
        }
    }
}
