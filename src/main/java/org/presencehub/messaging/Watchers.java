package org.presencehub.messaging;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;

/**
 * How presence reaches those who watch it. Thread-safe.
 *
 * <p>The log that all watchers of a hub share, each at a position of its own, will stand behind this port.
 */
public interface Watchers {
    /**
     * {@return the connection whose call is running}
     *
     * @throws IllegalStateException outside a hub call
     */
    Watcher caller();

    /** {@return an event for any number of watchers, bound to JSON now} */
    Announcement announcement(String event, Object argument);

    /** A connection that can be told something. */
    interface Watcher {
        /** {@return the connection's public id} */
        String connectionId();

        /** {@return the user that its token names, or null if it showed none} */
        @Nullable
        String verifiedUser();

        /** Tells it something after all that it was told before; nothing, if it has ended. */
        void send(Announcement announcement);

        /** Runs the listener when the connection ends; at once, if it has ended. */
        void onEnd(Consumer<DisconnectReason> listener);
    }
}
