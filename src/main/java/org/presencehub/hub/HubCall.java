package org.presencehub.hub;

import java.util.Map;
import org.presencehub.connection.Caller;
import org.presencehub.messaging.ConnectedClient;

/**
 * What hub code that runs now was called for. Immutable.
 *
 * @param hub the hub that is called
 * @param client the connection that calls
 * @param items lives as long as the connection
 * @param abort ends the connection
 */
record HubCall(RunningHub hub, ConnectedClient client, Map<String, Object> items, Runnable abort) {
    /** {@return who opened the connection} */
    Caller caller() {
        return client.connection().caller();
    }
}
