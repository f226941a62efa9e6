package org.presencehub.connection;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.work.Attempt;

/** Why a connection ended, once it has, and who wants to hear that. Thread-safe; listeners are called without a lock. */
final class Ending {
    private final String connectionId;

    @GuardedBy("this")
    private final List<Consumer<DisconnectReason>> listeners = new ArrayList<>();

    @GuardedBy("this")
    private @Nullable DisconnectReason reason;

    Ending(String connectionId) {
        this.connectionId = connectionId;
    }

    /** {@return whether this is the reason, and not one that came before} */
    synchronized boolean decide(DisconnectReason why) {
        boolean first = reason == null;
        if (first) {
            reason = why;
        }
        return first;
    }

    /** {@return the reason, or null before the end} */
    synchronized @Nullable DisconnectReason reason() {
        return reason;
    }

    /** Runs the listener when the end is told; at once, if it is decided. */
    void onEnd(Consumer<DisconnectReason> listener) {
        DisconnectReason decided;
        synchronized (this) {
            decided = reason;
            if (decided == null) {
                listeners.add(listener);
            }
        }
        if (decided != null) {
            inform(listener, decided);
        }
    }

    /** Tells all listeners. To be called once, by whoever decided. */
    void inform(DisconnectReason why) {
        List<Consumer<DisconnectReason>> told;
        synchronized (this) {
            told = List.copyOf(listeners);
        }
        told.forEach(listener -> inform(listener, why));
    }

    /** The others have to hear it, and the transport has to be closed. */
    private void inform(Consumer<DisconnectReason> listener, DisconnectReason why) {
        Attempt.run(() -> listener.accept(why), cause -> ConnectionLog.listenerFailed(connectionId, cause));
    }
}
