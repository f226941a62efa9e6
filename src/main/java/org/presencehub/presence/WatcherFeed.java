package org.presencehub.presence;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.presencehub.messaging.Announcement;
import org.presencehub.messaging.Watchers;
import org.presencehub.messaging.Watchers.Watcher;

/**
 * Tells the watchers in the words of the wire, each event encoded once. Confined to one thread at a time.
 *
 * <p>Its list follows from the transitions that have passed through it, so it cannot name anybody of whom the watchers were not told.
 * A user comes before its first connection joins, and goes after its last one has left: so nobody is told of itself.
 */
final class WatcherFeed {
    private static final Logger LOG = System.getLogger("org.presencehub.presence");

    private final Watchers watchers;
    private final Map<String, Watching> watching = new HashMap<>(); // by connection
    private final NavigableSet<String> online = new TreeSet<>();
    private long version;
    private @Nullable Announcement list; // made when somebody needs it, and out of date with the next transition

    private static final class Watching {
        final Watcher watcher;
        long listed; // the version of the list that it has

        Watching(Watcher watcher) {
            this.watcher = watcher;
        }
    }

    WatcherFeed(Watchers watchers) {
        this.watchers = watchers;
    }

    /** A connection watches from now on, and begins with the list. */
    void join(Watcher watcher) {
        Watching newcomer = new Watching(watcher);
        if (tellList(newcomer)) {
            watching.put(watcher.connectionId(), newcomer);
        }
    }

    /** A connection watches no more. */
    void leave(String connectionId) {
        watching.remove(connectionId);
    }

    /** The next transition: all are told. */
    void change(Transition transition) {
        String user = transition.user();
        if (transition.online()) {
            online.add(user);
        } else {
            online.remove(user);
        }
        version = transition.version();
        list = null;
        Announcement event = watchers.announcement(transition.online() ? "UserIsOnline" : "UserIsOffline", user);
        watching.values().removeIf(each -> !tell(each, event));
    }

    /** Everybody gets the list who does not have it. */
    void list() {
        watching.values().removeIf(each -> each.listed < version && !tellList(each));
    }

    private boolean tellList(Watching each) {
        if (list == null) {
            list = watchers.announcement("GetOnlineUsers", List.copyOf(online));
        }
        each.listed = version;
        return tell(each, list);
    }

    /** {@return whether that went well} Who could not be told one thing is told nothing more: its story would have a hole. */
    private static boolean tell(Watching each, Announcement event) {
        try {
            each.watcher.send(event);
            return true;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Connection " + each.watcher.connectionId() + " can watch no more.", e);
            return false;
        }
    }
}
