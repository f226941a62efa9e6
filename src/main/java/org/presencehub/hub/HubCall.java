package org.presencehub.hub;

import java.util.Map;
import org.presencehub.identity.Caller;
import org.presencehub.messaging.ConnectedClient;

/**
 * What hub code that runs now was called for. Immutable.
 *
 * @param hub the hub that is called
 * @param client the connection that calls
 * @param items lives as long as the connection
 * @param abort ends the connection
 * @param giveWay lets the next calls of the connection run
 */
record HubCall(RunningHub hub, ConnectedClient client, Map<String, Object> items, Runnable abort, Runnable giveWay) {
    /** {@return who opened the connection} */
    Caller caller() {
        return client.connection().caller();
    }

    /** {@return the same, for a call that has a place in the order to give back} */
    HubCall givingWay(Runnable place) {
        return new HubCall(hub, client, items, abort, place);
    }
}
