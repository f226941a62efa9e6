package org.presencehub.messaging;

import org.presencehub.ClientDisconnectedException;
import org.presencehub.Delivery;
import org.presencehub.clients.Announcement;
import org.presencehub.clients.ConnectedClient;
import org.presencehub.clients.ConnectedClients;

/** Some clients of a hub, looked up anew for each message. Thread-safe. */
interface Receivers {
    /** Hands a message to whoever is there now. */
    Delivery take(Announcement announcement);

    /**
     * {@return the one client that these are}
     *
     * @throws IllegalStateException if these may be many, who cannot be asked for one answer
     * @throws ClientDisconnectedException if it is not there
     */
    default ConnectedClient only() {
        throw new IllegalStateException(
                "Only one client can be asked for an answer: address it by client(connectionId) or caller().");
    }

    /** {@return the one of this hub with this id} */
    static Receivers one(ConnectedClients hub, String connectionId) {
        return new Receivers() {
            @Override
            public Delivery take(Announcement announcement) {
                return hub.send(announcement, hub.withId(connectionId).stream());
            }

            @Override
            public ConnectedClient only() {
                return hub.withId(connectionId)
                        .orElseThrow(() ->
                                new ClientDisconnectedException("Connection '" + connectionId + "' does not exist."));
            }
        };
    }
}
