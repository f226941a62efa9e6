package org.presencehub.presence;

import jakarta.inject.Inject;
import org.presencehub.Presence;
import org.presencehub.clients.Watchers;
import org.presencehub.clients.Watchers.Watcher;
import org.presencehub.config.Settings;
import org.presencehub.stereotype.Component;

/** Has the tracker track the calling connection. Thread-safe. */
@Component
final class PresenceOfCaller implements Presence {
    private final Watchers watchers;
    private final PresenceTracker tracker;

    @Inject
    PresenceOfCaller(Watchers watchers, PresenceTracker tracker) {
        this.watchers = watchers;
        this.tracker = tracker;
    }

    @Override
    public void track() {
        Watcher watcher = watchers.caller();
        String user = watcher.verifiedUser();
        if (user == null) {
            throw new IllegalStateException(
                    "Presence counts only users whom a token names: a hub that lets in others, as " + Settings.OPEN_HUBS
                            + " says, has to ask for HubCallerContext.principal() before it calls track().");
        }
        tracker.track(watcher, user);
    }

    @Override
    public void untrack() {
        tracker.untrack(watchers.caller());
    }
}
