package org.presencehub;

import org.jspecify.annotations.Nullable;

/** Some clients of a hub, as one addressee. Thread-safe. */
public interface ClientProxy {
    /**
     * Calls a method of these clients and does not wait for them.
     *
     * <p>Arguments are bound to JSON before this returns; a {@link RawArguments} among them stands for all that it holds. A
     * client that cannot keep up is disconnected as {@linkplain DisconnectReason#SLOW slow}; nobody else waits for it. In a JTA transaction
     * the call leaves after the commit, and to whoever is connected then; see {@link Clients#immediately()}.
     *
     * @param method the name the clients listen for
     * @return how many connections and users it was handed to, or that it waits for the commit
     * @throws jakarta.json.bind.JsonbException if an argument cannot be bound to JSON
     */
    Delivery send(String method, @Nullable Object... arguments);
}
