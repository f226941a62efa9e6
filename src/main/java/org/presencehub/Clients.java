package org.presencehub;

import java.util.Collection;

/**
 * Addresses clients of a hub; inject {@code Clients<ClientProxy>} into the hub itself. Thread-safe.
 *
 * <p>{@link #caller()} and {@link #others()} throw {@link IllegalStateException} outside a hub call. Unknown ids reach nobody and are
 * no error.
 *
 * @param <T> how the addressed clients are called: {@link ClientProxy}
 */
public interface Clients<T> {
    /** {@return the connection whose call is running} */
    T caller();

    /** {@return every connection of the hub but the caller's} */
    T others();

    /** {@return every connection of the hub} */
    T all();

    /** {@return every connection of the hub but these} */
    T allExcept(Collection<String> connectionIds);

    /** {@return one connection} */
    T client(String connectionId);

    /** {@return these connections, each once} */
    T clients(Collection<String> connectionIds);

    /** {@return every connection of the user} Ids are compared case-sensitively. */
    T user(String userId);

    /** {@return every connection of these users, each once} */
    T users(Collection<String> userIds);
}
