package org.presencehub.messaging;

import java.util.Collection;
import java.util.Optional;
import org.presencehub.clients.ConnectedClients;

/** The hubs of this deployment. Immutable; the hub package knows them. */
public interface HubRegistry {
    /** {@return the clients of a hub, or empty if the class is no hub} */
    Optional<ConnectedClients> clientsOf(Class<?> hub);

    /** {@return the clients of each hub} */
    Collection<ConnectedClients> all();

    /** {@return the hub that takes directed messages which name no other, if there is one} */
    Optional<Class<?>> directedMessages();
}
