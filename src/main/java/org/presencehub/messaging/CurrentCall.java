package org.presencehub.messaging;

import java.util.Optional;
import org.presencehub.clients.ConnectedClient;

/** The hub call that runs on the current thread. Thread-safe; the hub's dispatcher knows. */
public interface CurrentCall {
    /** {@return the calling client, or empty outside a hub call} */
    Optional<ConnectedClient> client();

    /** {@return the called hub's class, or empty outside a hub call} */
    Optional<Class<?>> hub();

    /**
     * Lets the next calls of the calling client run beside this one, which is going to wait for a client's answer; no effect outside a hub
     * call.
     *
     * @throws IllegalStateException while the hub receives a connection, whose answers nobody reads before that is done
     */
    void yieldOrder();
}
