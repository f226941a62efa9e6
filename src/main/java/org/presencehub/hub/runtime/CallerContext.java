package org.presencehub.hub.runtime;

import java.util.Map;
import org.presencehub.clients.ConnectedClient;
import org.presencehub.clients.ConnectedClients;
import org.presencehub.identity.Caller;

/**
 * The connection that hub code runs for. Immutable.
 *
 * @param hub the class of the hub that is called
 * @param clients the hub's clients
 * @param client the one that calls
 * @param items lives as long as the connection
 * @param abort ends the connection
 */
public record CallerContext(
        Class<?> hub, ConnectedClients clients, ConnectedClient client, Map<String, Object> items, Runnable abort) {
    /** {@return who opened the connection} */
    public Caller caller() {
        return client.connection().caller();
    }
}
