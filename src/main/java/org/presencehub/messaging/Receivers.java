package org.presencehub.messaging;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.presencehub.ClientDisconnectedException;
import org.presencehub.Delivery;

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

    /** {@return the one that is found} */
    static Receivers one(Supplier<Optional<ConnectedClient>> client, String connectionId) {
        Receivers receivers = each(() -> client.get().stream());
        return new Receivers() {
            @Override
            public Delivery take(Announcement announcement) {
                return receivers.take(announcement);
            }

            @Override
            public ConnectedClient only() {
                return client.get()
                        .orElseThrow(() ->
                                new ClientDisconnectedException("Connection '" + connectionId + "' does not exist."));
            }
        };
    }

    /** {@return these, each told by itself} */
    static Receivers each(Supplier<Stream<ConnectedClient>> clients) {
        return announcement -> {
            int connections = 0;
            int behind = 0;
            Set<String> users = new HashSet<>();
            for (Iterator<ConnectedClient> all = clients.get().iterator(); all.hasNext(); ) {
                ConnectedClient client = all.next();
                if (client.send(announcement)) {
                    connections++;
                    behind += client.isBehind() ? 1 : 0;
                    String user = client.user();
                    if (user != null) {
                        users.add(user);
                    }
                }
            }
            return Delivery.reached(connections, users.size(), behind);
        };
    }
}
