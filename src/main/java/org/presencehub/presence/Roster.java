package org.presencehub.presence;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.presencehub.OnlineUsers;
import org.presencehub.stereotype.Component;

/**
 * What applications read, without a lock or a proxy on the way. Thread-safe for readers; changed by one thread at a time, under the board's
 * lock.
 */
@Component
final class Roster implements OnlineUsers, PresenceListener {
    private final Map<String, Set<String>> connections = new ConcurrentHashMap<>();
    private volatile Snapshot latest = new Snapshot(0, List.of());

    @Override
    public void connected(String user, String connectionId) {
        connections.computeIfAbsent(user, id -> ConcurrentHashMap.newKeySet(1)).add(connectionId);
    }

    @Override
    public void disconnected(String user, String connectionId) {
        connections.computeIfPresent(user, (id, ids) -> {
            ids.remove(connectionId);
            return ids.isEmpty() ? null : ids;
        });
    }

    @Override
    public void changed(List<Transition> transitions, Snapshot snapshot) {
        latest = snapshot;
    }

    @Override
    public void settled() {}

    @Override
    public boolean isOnline(String userId) {
        return Collections.binarySearch(latest.users(), userId) >= 0;
    }

    @Override
    public int count() {
        return latest.users().size();
    }

    @Override
    public Set<String> among(Collection<String> userIds) {
        List<String> online = latest.users();
        return userIds.stream()
                .filter(user -> Collections.binarySearch(online, user) >= 0)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<String> page(@Nullable String after, int atMost) {
        List<String> online = latest.users();
        int from = after == null ? 0 : behind(Collections.binarySearch(online, after));
        return List.copyOf(online.subList(from, from + Math.min(Math.max(0, atMost), online.size() - from)));
    }

    /** {@return the first index behind a user that was found there, or would stand there} */
    private static int behind(int found) {
        return found < 0 ? -found - 1 : found + 1;
    }

    @Override
    public Set<String> connectionsOf(String userId) {
        return Set.copyOf(connections.getOrDefault(userId, Set.of()));
    }

    @Override
    public Snapshot snapshot() {
        return latest;
    }
}
