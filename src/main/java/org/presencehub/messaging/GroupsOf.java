package org.presencehub.messaging;

import java.util.function.Supplier;
import org.presencehub.Groups;
import org.presencehub.clients.ConnectedClients;

/**
 * The groups of a hub. Immutable.
 *
 * @param clients asked at each use: of a hub, or of the hub that is being called
 */
record GroupsOf(Supplier<ConnectedClients> clients) implements Groups {
    @Override
    public void add(String connectionId, String group) {
        clients.get().join(connectionId, group);
    }

    @Override
    public void remove(String connectionId, String group) {
        clients.get().leave(connectionId, group);
    }
}
