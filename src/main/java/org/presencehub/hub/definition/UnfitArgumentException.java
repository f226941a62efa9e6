package org.presencehub.hub.definition;

import jakarta.json.bind.JsonbException;
import java.lang.reflect.Type;
import org.presencehub.binding.Misfit;
import org.presencehub.protocol.Payload;

/** An argument of a client does not fit its parameter. Confined to one call. */
public final class UnfitArgumentException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient int index;
    private final transient Payload argument;
    private final transient Type type;

    /** @param index from 0 on, among the arguments that the client gave */
    public UnfitArgumentException(int index, Payload argument, Type type, JsonbException cause) {
        super(cause);
        this.index = index;
        this.argument = argument;
        this.type = type;
    }

    /** {@return which argument does not fit what, counted from 1, and without its value, which the cause may quote} */
    public String sentence() {
        return "Argument " + (index + 1) + ", " + Misfit.of(argument, type, getCause()) + ".";
    }
}
