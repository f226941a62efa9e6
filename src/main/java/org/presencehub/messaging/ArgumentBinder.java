package org.presencehub.messaging;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.presencehub.binding.JsonBinding;
import org.presencehub.clients.SerializedInvocation;
import org.presencehub.protocol.Arguments;
import org.presencehub.protocol.Json;
import org.presencehub.protocol.Payload;
import org.presencehub.stereotype.Component;

/** Makes the message that calls a client's method: binds what is bound, and passes on what is relayed. Thread-safe. */
@Component
final class ArgumentBinder {
    private final JsonBinding binding;

    @Inject
    ArgumentBinder(JsonBinding binding) {
        this.binding = binding;
    }

    SerializedInvocation bound(String method, @Nullable Object @Nullable ... arguments) {
        return new SerializedInvocation(method, bind(arguments));
    }

    JsonBinding binding() {
        return binding;
    }

    /** To {@code send("emptied", null)}, Java passes no array. */
    private Arguments bind(@Nullable Object @Nullable ... arguments) {
        if (arguments == null) {
            return Arguments.of(Json.NULL);
        }
        if (arguments.length == 1) {
            return JsonBinding.relayed(arguments[0]).orElseGet(() -> Arguments.of(binding.write(arguments[0])));
        }
        List<Payload> bound = new ArrayList<>();
        for (Object argument : arguments) {
            JsonBinding.relayed(argument)
                    .ifPresentOrElse(relayed -> addAll(bound, relayed), () -> bound.add(binding.write(argument)));
        }
        return Arguments.of(bound);
    }

    private static void addAll(List<Payload> bound, Arguments relayed) {
        for (int i = 0; i < relayed.size(); i++) {
            bound.add(relayed.get(i));
        }
    }
}
