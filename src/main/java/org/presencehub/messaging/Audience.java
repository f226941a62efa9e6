package org.presencehub.messaging;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.presencehub.ClientProxy;
import org.presencehub.Delivery;

/** Some clients of a hub, looked up anew for each message. Thread-safe. */
final class Audience implements ClientProxy {
    private final Supplier<Stream<ConnectedClient>> clients;
    private final Envelopes envelopes;

    Audience(Supplier<Stream<ConnectedClient>> clients, Envelopes envelopes) {
        this.clients = clients;
        this.envelopes = envelopes;
    }

    @Override
    public Delivery send(String method, @Nullable Object... arguments) {
        return send(envelopes.announcement(method, arguments));
    }

    private Delivery send(Announcement announcement) {
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
        return new Delivery(connections, users.size());
    }
}
