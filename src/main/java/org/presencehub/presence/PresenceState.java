package org.presencehub.presence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.OnlineUsers.Snapshot;

/**
 * The rules of presence: commands in, versioned transitions out. Confined to whoever guards it.
 *
 * <p>It has no clock: times are numbers that its caller hands in, and that never go back. A user is online while it has a connection, and
 * for a grace time after each one that ended; so per user, coming and going strictly alternate.
 */
final class PresenceState {
    private static final int LIST_PUNCTUATION = 3; // quotes and a comma around each user

    private final Map<String, User> users = new HashMap<>(); // by id; those who are online
    private final Map<String, User> userOf = new HashMap<>(); // by connection
    private final NavigableSet<User> lingering = new TreeSet<>(User.BY_END); // online without a connection, for now
    private List<String> online = List.of(); // sorted, copied on write: a snapshot shares it
    private long version;
    private long listBytes;

    private static final class User {
        static final Comparator<User> BY_END =
                Comparator.<User>comparingLong(user -> user.onlineUntil).thenComparing(user -> user.id);

        final String id;
        final Set<String> connections = new HashSet<>(2);
        long onlineUntil = Long.MIN_VALUE; // changes only while the user is not lingering
        DisconnectReason lastEnd = DisconnectReason.LOST; // read only once a connection has ended

        User(String id) {
            this.id = id;
        }
    }

    /** A connection of the user arrived; no effect if it is known already. */
    List<Transition> arrive(String connection, String userId) {
        if (knows(connection)) {
            return List.of();
        }
        boolean comes = !users.containsKey(userId);
        User user = users.computeIfAbsent(userId, User::new);
        lingering.remove(user);
        user.connections.add(connection);
        userOf.put(connection, user);
        return comes ? List.of(comes(userId)) : List.of();
    }

    /**
     * A connection ended; no effect if it is unknown.
     *
     * @param grace for how long its user stays online without it; 0 ends earlier graces too
     */
    List<Transition> depart(String connection, DisconnectReason reason, long now, long grace) {
        User user = userOf.remove(connection);
        if (user == null) {
            return List.of();
        }
        user.connections.remove(connection);
        user.lastEnd = reason;
        user.onlineUntil = grace == 0 ? now : Math.max(user.onlineUntil, now + grace);
        if (user.connections.isEmpty()) {
            lingering.add(user);
        }
        return advance(now);
    }

    /** Time has passed: those go whose grace is over. */
    List<Transition> advance(long now) {
        List<Transition> gone = new ArrayList<>();
        while (!lingering.isEmpty() && lingering.first().onlineUntil <= now) {
            gone.add(goes(lingering.pollFirst()));
        }
        if (!gone.isEmpty()) { // one copy for all of them: thousands may go at once
            online = online.stream().filter(users::containsKey).toList();
        }
        return gone;
    }

    /** {@return when {@link #advance} is needed next} */
    OptionalLong due() {
        return lingering.isEmpty() ? OptionalLong.empty() : OptionalLong.of(lingering.first().onlineUntil);
    }

    boolean knows(String connection) {
        return userOf.containsKey(connection);
    }

    /** {@return whose connection it is, or null if it is unknown} */
    @Nullable
    String userOf(String connection) {
        User user = userOf.get(connection);
        return user == null ? null : user.id;
    }

    int connections() {
        return userOf.size();
    }

    /** {@return about how many bytes the list has on the wire} */
    long listBytes() {
        return listBytes;
    }

    Snapshot snapshot() {
        return new Snapshot(version, online);
    }

    private Transition comes(String user) {
        List<String> more = new ArrayList<>(online);
        more.add(-Collections.binarySearch(online, user) - 1, user);
        online = Collections.unmodifiableList(more);
        listBytes += bytes(user);
        return new Transition(++version, user, null);
    }

    private Transition goes(User user) {
        users.remove(user.id);
        listBytes -= bytes(user.id);
        return new Transition(++version, user.id, user.lastEnd);
    }

    private static int bytes(String user) {
        return user.getBytes(StandardCharsets.UTF_8).length + LIST_PUNCTUATION;
    }
}
