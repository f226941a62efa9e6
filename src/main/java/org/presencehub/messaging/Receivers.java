package org.presencehub.messaging;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.presencehub.Delivery;

/** Some clients of a hub, looked up anew for each message. Thread-safe. */
interface Receivers {
    /** Hands a message to whoever is there now. */
    Delivery take(Announcement announcement);

    /** {@return these, each told by itself} */
    static Receivers each(Supplier<Stream<ConnectedClient>> clients) {
        return announcement -> {
            int connections = 0;
            Set<String> users = new HashSet<>();
            for (Iterator<ConnectedClient> all = clients.get().iterator(); all.hasNext(); connections++) {
                ConnectedClient client = all.next();
                client.send(announcement);
                String user = client.user();
                if (user != null) {
                    users.add(user);
                }
            }
            return Delivery.reached(connections, users.size());
        };
    }
}
