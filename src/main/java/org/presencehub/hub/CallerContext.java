package org.presencehub.hub;

import java.util.Map;
import org.presencehub.identity.Caller;
import org.presencehub.messaging.ConnectedClient;
import org.presencehub.messaging.ConnectedClients;

/**
 * The connection that hub code runs for. Immutable.
 *
 * @param hub the class of the hub that is called
 * @param clients the hub's clients
 * @param client the one that calls
 * @param items lives as long as the connection
 * @param abort ends the connection
 */
record CallerContext(
        Class<?> hub, ConnectedClients clients, ConnectedClient client, Map<String, Object> items, Runnable abort) {
    /** {@return who opened the connection} */
    Caller caller() {
        return client.connection().caller();
    }
}
