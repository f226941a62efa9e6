package org.presencehub.presence;

import org.presencehub.messaging.Announcement;
import org.presencehub.messaging.TextList;
import org.presencehub.messaging.Watchers;
import org.presencehub.messaging.Watchers.Watcher;

/**
 * Tells the watchers in the words of the wire. Confined to one thread at a time.
 *
 * <p>Its list follows from the transitions that have passed through it, so it cannot name anybody of whom the watchers were not told.
 * A user comes before its first connection joins, and goes after its last one has left: so nobody is told of itself.
 */
final class WatcherFeed {
    private final Watchers watchers;
    private final TextList online;
    private long version; // of the list
    private long listed; // the version that everybody was sent

    WatcherFeed(Watchers watchers) {
        this.watchers = watchers;
        online = watchers.list("GetOnlineUsers");
    }

    /** A connection watches from now on, and begins with the list. */
    void join(Watcher watcher) {
        watcher.watch(online.announcement());
    }

    /** A connection watches no more. */
    void leave(Watcher watcher) {
        watcher.unwatch();
    }

    /** The next transition: all will be told. */
    void change(Transition transition) {
        watchers.append(event(transition));
        version = transition.version();
    }

    private Announcement event(Transition transition) {
        String user = transition.user();
        if (transition.online()) {
            online.add(user);
            return watchers.event("UserIsOnline", user);
        }
        online.remove(user);
        return watchers.event("UserIsOffline", user);
    }

    /** All get the list, unless nothing has changed since they were sent it. */
    void list() {
        if (listed != version) {
            listed = version;
            watchers.append(online.announcement());
            publish();
        }
    }

    /** Whatever all are to be told leaves. */
    void publish() {
        watchers.publish();
    }
}
