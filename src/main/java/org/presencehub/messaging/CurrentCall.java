package org.presencehub.messaging;

import java.util.Optional;

/** The hub call that runs on the current thread. Thread-safe; the hub's dispatcher knows. */
public interface CurrentCall {
    /** {@return the calling client, or empty outside a hub call} */
    Optional<ConnectedClient> client();

    /** {@return the called hub's class, or empty outside a hub call} */
    Optional<Class<?>> hub();
}
