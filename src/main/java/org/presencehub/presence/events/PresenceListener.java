package org.presencehub.presence.events;

import java.util.List;
import org.presencehub.presence.state.Online;
import org.presencehub.presence.state.Transition;

/**
 * Hears what the engine decides, in order, by one thread at a time and under the engine's lock, {@link #settled} apart: it must neither block nor
 * call back.
 */
public interface PresenceListener {
    /**
     * Users came and went.
     *
     * @param transitions at least one, in the order of their versions
     * @param online who is online behind the last of them
     */
    void changed(List<Transition> transitions, Online online);

    /** A command is done; comes without the lock, and maybe for many commands at once. */
    void settled();
}
