package org.presencehub.clients;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;

/**
 * How presence reaches those who watch it, through the log of each hub. Thread-safe.
 *
 * <p>A watcher gets what is appended after it began to watch. So that it misses nothing and gets nothing twice, one thread at a time has
 * to append, and to let watchers begin.
 */
public interface Watchers {
    /**
     * {@return the connection whose call is running}
     *
     * @throws IllegalStateException outside a hub call
     */
    Watcher caller();

    /** {@return an event with this text as its argument} */
    Announcement event(String name, String argument);

    /** {@return an event whose argument is the list of these texts} */
    Announcement list(String name, TextBlock texts);

    /** Appends an event for all who watch now; it leaves when it is published. */
    void append(Announcement event);

    /** Has everything sent that was appended. */
    void publish();

    /** A connection that can be told something. */
    interface Watcher {
        /** {@return the connection's public id} */
        String connectionId();

        /** {@return the user that its token names, or null if it showed none} */
        @Nullable
        String verifiedUser();

        /** Tells it this, and whatever is appended from now on, until it ends. Does not throw. */
        void watch(Announcement first);

        /** Tells it nothing more that is appended. */
        void unwatch();

        /** {@return whether it has ended} Then its listeners were told, or are being told. */
        boolean hasEnded();

        /** {@return for how long its client had been known to be gone before it ended: zero unless somebody waited whether it comes back} */
        Duration goneFor();

        /** Runs the listener when the connection ends; at once, if it has ended. */
        void onEnd(Consumer<DisconnectReason> listener);
    }
}
