package org.presencehub.presence;

import org.jspecify.annotations.Nullable;
import org.presencehub.clients.Announcement;
import org.presencehub.clients.Watchers;
import org.presencehub.clients.Watchers.Watcher;
import org.presencehub.presence.state.Online;
import org.presencehub.presence.state.Transition;

/**
 * Tells the watchers in the words of the wire. Confined to one thread at a time.
 *
 * <p>Each list comes with what it shows, which is the state behind all transitions that came before it: so it cannot name anybody of whom the
 * watchers were not told. A user comes before its first connection joins, and goes after its last one has left: so nobody is told of itself.
 */
final class WatcherFeed {
    private final Watchers watchers;
    private long listed; // the version that everybody was sent
    private @Nullable Announcement latest; // the list that was made last
    private long latestVersion;

    WatcherFeed(Watchers watchers) {
        this.watchers = watchers;
    }

    /** A connection watches from now on, and begins with the list. */
    void join(Watcher watcher, Online online) {
        watcher.watch(announcement(online));
    }

    /** A connection watches no more. */
    void leave(Watcher watcher) {
        watcher.unwatch();
    }

    /** The next transition: all will be told. */
    void change(Transition transition) {
        watchers.append(watchers.event(transition.online() ? "UserIsOnline" : "UserIsOffline", transition.user()));
    }

    /** All get the list, unless nothing has changed since they were sent it. */
    void list(Online online) {
        if (listed != online.version()) {
            listed = online.version();
            watchers.append(announcement(online));
            publish();
        }
    }

    /** Whatever all are to be told leaves. */
    void publish() {
        watchers.publish();
    }

    private Announcement announcement(Online online) {
        if (latest == null || latestVersion != online.version()) {
            latest = watchers.list("GetOnlineUsers", online.users().text());
            latestVersion = online.version();
        }
        return latest;
    }
}
