package org.presencehub.messaging;

import java.util.function.Supplier;
import org.presencehub.Groups;
import org.presencehub.clients.MessageRouter;

/**
 * The groups of a hub. Immutable.
 *
 * @param hub the path of the hub, asked at each use: of one hub, or of the one that is being called
 */
record GroupsOf(MessageRouter router, Supplier<String> hub) implements Groups {
    @Override
    public void add(String connectionId, String group) {
        router.join(hub.get(), connectionId, group);
    }

    @Override
    public void remove(String connectionId, String group) {
        router.leave(hub.get(), connectionId, group);
    }
}
