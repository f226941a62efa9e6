package org.presencehub.clients;

import java.util.Collection;
import java.util.Optional;

/** The hubs of this deployment, and their clients on this server. Immutable; the hub package knows them. */
public interface HubRegistry {
    /** {@return the path of a hub, or empty if the class is no hub} */
    Optional<String> pathOf(Class<?> hub);

    /** {@return the path of the hub that takes directed messages which name no other, if there is one} */
    Optional<String> directedMessages();

    /** {@return the paths of all hubs} */
    Collection<String> paths();

    /**
     * {@return the clients of the hub at this path}
     *
     * @throws IllegalArgumentException if there is no hub
     */
    ConnectedClients clientsAt(String path);
}
