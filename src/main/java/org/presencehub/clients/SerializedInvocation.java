package org.presencehub.clients;

import java.util.Objects;
import org.presencehub.protocol.Arguments;

/**
 * A call of a client's method, with its arguments as bytes. Immutable.
 *
 * @param target the name that clients listen for
 * @param arguments in the encoding that each of them came in, or was bound to
 */
public record SerializedInvocation(String target, Arguments arguments) {
    /** Now, and not when the message leaves: a transaction may have committed by then. */
    public SerializedInvocation {
        Objects.requireNonNull(target, "target");
    }
}
