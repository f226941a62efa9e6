package org.presencehub.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.EndedConnection;
import org.presencehub.HeldMemory;
import org.presencehub.OnlineUsers;
import org.presencehub.Presence;
import org.presencehub.Reconnect;
import org.presencehub.UserConnection;
import org.presencehub.UserConnections;

/** Users and connections as a test wants them. Confined to the test's thread. */
final class Crowd implements OnlineUsers, UserConnections, Presence {
    final Set<String> online = new TreeSet<>();
    final List<UserConnection> open = new ArrayList<>();
    final List<EndedConnection> ended = new ArrayList<>();
    int arrivals;

    @Override
    public void track() {
        arrivals++;
    }

    @Override
    public void untrack() {
        throw new UnsupportedOperationException();
    }

    void opens(String user, String hub, Instant since) {
        online.add(user);
        open.add(new UserConnection("c" + (open.size() + ended.size()), user, hub, "WebSockets", since, "Test", 0));
    }

    void ends(String user, String hub, Instant time, DisconnectReason reason) {
        UserConnection last = open.stream()
                .filter(each -> user.equals(each.user()) && each.hub().equals(hub))
                .findFirst()
                .orElseThrow();
        open.remove(last);
        ended.add(0, new EndedConnection(last.id(), user, hub, last.transport(), last.since(), "Test", time, reason));
    }

    @Override
    public boolean isOnline(String userId) {
        return online.contains(userId);
    }

    @Override
    public HeldMemory memory() {
        return new HeldMemory(0, 1);
    }

    @Override
    public int count() {
        return online.size();
    }

    @Override
    public Set<String> among(Collection<String> userIds) {
        return userIds.stream().filter(online::contains).collect(Collectors.toSet());
    }

    @Override
    public List<String> page(@Nullable String after, int atMost) {
        return online.stream()
                .filter(user -> after == null || user.compareTo(after) > 0)
                .limit(atMost)
                .toList();
    }

    @Override
    public Set<String> connectionsOf(String userId) {
        return of(userId).stream().map(UserConnection::id).collect(Collectors.toSet());
    }

    @Override
    public Snapshot snapshot() {
        return new Snapshot(0, List.copyOf(online));
    }

    @Override
    public List<UserConnection> of(String userId) {
        return open.stream().filter(each -> userId.equals(each.user())).toList();
    }

    @Override
    public List<UserConnection> fullest(int atMost) {
        return List.of();
    }

    @Override
    public int kick(String userId, Reconnect reconnect) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int logOut(String userId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<EndedConnection> recentlyEnded() {
        return List.copyOf(ended);
    }
}
