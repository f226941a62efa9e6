package org.presencehub.presence;

import org.presencehub.stereotype.Component;
import org.presencehub.work.Ticking;

/** Takes the tick to the engine, which is no bean. Thread-safe. */
@Component
final class PresenceTick implements Ticking {
    private volatile Runnable listener = () -> {};

    /** Passes the tick to this listener from now on, and to no other. */
    void passTo(Runnable next) {
        listener = next;
    }

    @Override
    public void tick() {
        listener.run();
    }
}
