package org.presencehub.binding;

import jakarta.json.bind.JsonbException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.presencehub.RawArguments;
import org.presencehub.protocol.Arguments;

/** Arguments of a call as they came, which go out again without being bound. Immutable. */
final class RelayedArguments implements RawArguments {
    private final Arguments arguments;
    private final JsonBinding binding;

    /** @param binding reads the arguments that somebody wants as objects */
    RelayedArguments(Arguments arguments, JsonBinding binding) {
        this.arguments = arguments;
        this.binding = binding;
    }

    /** {@return what goes out} */
    Arguments arguments() {
        return arguments;
    }

    @Override
    public int size() {
        return arguments.size();
    }

    @Override
    public RawArguments from(int index) {
        return new RelayedArguments(arguments.from(index), binding);
    }

    @Override
    @SuppressWarnings("unchecked") // bound to that type, which a primitive's own class cannot cast to
    public <T> @Nullable T as(Class<T> type, int index) {
        return (T) as((Type) type, index);
    }

    @Override
    public @Nullable Object as(Type type, int index) {
        try {
            return binding.read(arguments.get(index), type);
        } catch (JsonbException e) {
            // Without the cause, whose text may quote the client: what a hub method throws is logged.
            throw new IllegalArgumentException(
                    "The argument at index " + index + ", " + Misfit.of(arguments.get(index), type, e) + ".");
        }
    }
}
