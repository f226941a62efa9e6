package org.presencehub.presence;

import java.util.HashMap;
import java.util.Map;
import org.presencehub.OnlineUsers.Snapshot;
import org.presencehub.messaging.Announcement;
import org.presencehub.messaging.Watchers;
import org.presencehub.messaging.Watchers.Watcher;

/** Tells the watchers the news in the words of the wire, each event encoded once. Confined to one thread at a time. */
final class WatcherFeed {
    private static final String ONLINE = "UserIsOnline";
    private static final String OFFLINE = "UserIsOffline";
    private static final String LIST = "GetOnlineUsers";

    private final Watchers watchers;
    private final Map<String, Watching> watching = new HashMap<>(); // by connection

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

    void tell(News news) {
        if (news instanceof News.Joined joined) {
            join(joined);
        } else if (news instanceof News.Left left) {
            watching.remove(left.connectionId());
        } else if (news instanceof News.Changed changed) {
            change(changed.transition());
        } else if (news instanceof News.Listed listed) {
            list(listed.list());
        }
    }

    private void join(News.Joined joined) {
        Watching newcomer = new Watching(joined.watcher());
        newcomer.listed = joined.list().version();
        watching.put(joined.watcher().connectionId(), newcomer);
        newcomer.watcher.send(listOf(joined.list()));
    }

    private void change(Transition transition) {
        Announcement event = watchers.announcement(transition.online() ? ONLINE : OFFLINE, transition.user());
        watching.values().stream()
                .filter(each -> !transition.user().equals(each.watcher.verifiedUser()))
                .forEach(each -> each.watcher.send(event));
    }

    private void list(Snapshot list) {
        Announcement event = listOf(list);
        for (Watching each : watching.values()) {
            if (each.listed < list.version()) {
                each.listed = list.version();
                each.watcher.send(event);
            }
        }
    }

    private Announcement listOf(Snapshot list) {
        return watchers.announcement(LIST, list.users());
    }
}
