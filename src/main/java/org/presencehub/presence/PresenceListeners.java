package org.presencehub.presence;

import java.util.List;
import org.presencehub.presence.events.PresenceListener;
import org.presencehub.presence.events.UserEvents;
import org.presencehub.presence.state.Online;
import org.presencehub.presence.state.Transition;

/** Passes on what changes: first to the snapshot, that observers may ask it, then to them. Thread-safe by the promise of its interface. */
record PresenceListeners(OnlineSnapshot snapshot, UserEvents events) implements PresenceListener {
    @Override
    public void changed(List<Transition> transitions, Online online) {
        snapshot.changed(transitions, online);
        transitions.forEach(events::add);
    }

    @Override
    public void settled() {
        events.start();
    }
}
