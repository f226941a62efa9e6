package org.presencehub.presence.events;

import java.util.List;
import org.presencehub.presence.state.Online;
import org.presencehub.presence.state.Transition;

/** Passes on what changes: first to the roster, that observers may ask it, then to them. Thread-safe by the promise of its interface. */
public record PresenceListeners(OnlineSnapshot roster, UserEvents events) implements PresenceListener {
    @Override
    public void changed(List<Transition> transitions, Online online) {
        roster.changed(transitions, online);
        transitions.forEach(events::add);
    }

    @Override
    public void settled() {
        events.start();
    }
}
