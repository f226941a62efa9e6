package org.presencehub.presence;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.presencehub.OnlineUsers;
import org.presencehub.presence.events.PresenceListener;
import org.presencehub.presence.state.Online;
import org.presencehub.presence.state.Transition;
import org.presencehub.presence.state.User;
import org.presencehub.stereotype.Component;

/** What applications read, without a lock or a proxy on the way. Thread-safe for readers; changed by one thread at a time, under the engine's lock. */
@Component
final class OnlineSnapshot implements OnlineUsers, PresenceListener {
    private volatile Online latest = Online.NOBODY;

    @Override
    public void changed(List<Transition> transitions, Online online) {
        latest = online;
    }

    @Override
    public void settled() {}

    @Override
    public boolean isOnline(String userId) {
        return latest.find(userId) != null;
    }

    @Override
    public int count() {
        return latest.users().size();
    }

    @Override
    public Set<String> among(Collection<String> userIds) {
        Online online = latest;
        return userIds.stream().filter(user -> online.find(user) != null).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<String> page(@Nullable String after, int atMost) {
        Online online = latest;
        int from = 0;
        if (after != null) {
            from = online.users().rank(after) + (online.find(after) == null ? 0 : 1);
        }
        return online.users().ids(from, atMost);
    }

    @Override
    public Set<String> connectionsOf(String userId) {
        User user = latest.find(userId);
        return user == null ? Set.of() : user.connections();
    }

    @Override
    public Snapshot snapshot() {
        return latest.snapshot();
    }
}
