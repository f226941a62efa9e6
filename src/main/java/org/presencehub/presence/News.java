package org.presencehub.presence;

import java.util.List;
import org.presencehub.OnlineUsers.Snapshot;

/** Passes on what changes: first to the roster, that observers may ask it, then to them. Thread-safe by the promise of its interface. */
record News(Roster roster, UserEvents events) implements PresenceListener {
    @Override
    public void connected(String user, String connectionId) {
        roster.connected(user, connectionId);
    }

    @Override
    public void disconnected(String user, String connectionId) {
        roster.disconnected(user, connectionId);
    }

    @Override
    public void changed(List<Transition> transitions, Snapshot snapshot) {
        roster.changed(transitions, snapshot);
        transitions.forEach(events::add);
    }

    @Override
    public void settled() {
        events.start();
    }
}
