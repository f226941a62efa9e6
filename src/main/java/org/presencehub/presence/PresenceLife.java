package org.presencehub.presence;

import jakarta.inject.Inject;
import org.presencehub.lifecycle.Drainable;
import org.presencehub.stereotype.Component;
import org.presencehub.stereotype.Startable;

/** Begins presence with the application, holds it while the server drains, and ends it. Thread-safe. */
@Component
final class PresenceLife implements Startable, Drainable {
    private final PresenceTracker tracker;

    @Inject
    PresenceLife(PresenceTracker tracker) {
        this.tracker = tracker;
    }

    @Override
    public void start() {
        tracker.begin();
    }

    @Override
    public void refuse(boolean forEnd) {
        tracker.hold();
    }

    @Override
    public void admit() {
        tracker.release();
    }

    /** Also said by {@link Startable}: presence has ended by then. */
    @Override
    public void stop() {
        tracker.end();
    }
}
