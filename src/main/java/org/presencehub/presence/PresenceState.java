package org.presencehub.presence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.presencehub.OnlineUsers.Snapshot;

/**
 * The rules of presence: commands in, versioned transitions out. Confined to whoever guards it.
 *
 * <p>It has no clock: times are numbers that its caller hands in, and that never go back. A user is online while it has a connection, and
 * for a grace time after the last one; so per user, coming and going strictly alternate.
 */
final class PresenceState {
    private final Map<String, String> userOf = new HashMap<>(); // by connection
    private final Map<String, User> users = new HashMap<>();
    private final PriorityQueue<Farewell> farewells = new PriorityQueue<>(Comparator.comparingLong(Farewell::at));
    private String[] online = {}; // sorted, copied on write: a snapshot is a view of it
    private long version;
    private long listBytes;

    private static final class User {
        final Set<String> connections = new HashSet<>(2);
        long onlineUntil = Long.MIN_VALUE;
    }

    /** A user may have to go then; it is looked at again, since it may have come back. */
    private record Farewell(long at, String user) {}

    /** A connection of the user arrived; no effect if it is known already. */
    List<Transition> arrive(String connection, String user) {
        if (userOf.putIfAbsent(connection, user) != null) {
            return List.of();
        }
        @Nullable User known = users.get(user);
        if (known != null) {
            known.connections.add(connection);
            return List.of();
        }
        User arrived = new User();
        arrived.connections.add(connection);
        users.put(user, arrived);
        return List.of(comes(user));
    }

    /**
     * A connection ended; no effect if it is unknown.
     *
     * @param grace for how long its user stays online without it; 0 ends earlier graces too
     */
    List<Transition> depart(String connection, long now, long grace) {
        @Nullable String user = userOf.remove(connection);
        if (user == null) {
            return List.of();
        }
        User left = known(user);
        left.connections.remove(connection);
        left.onlineUntil = grace == 0 ? now : Math.max(left.onlineUntil, now + grace);
        farewells.add(new Farewell(left.onlineUntil, user));
        return advance(now);
    }

    /** Time has passed: those go whose grace is over. */
    List<Transition> advance(long now) {
        List<Transition> gone = new ArrayList<>();
        for (Farewell next = farewells.peek(); next != null && next.at() <= now; next = farewells.peek()) {
            farewells.remove();
            @Nullable User user = users.get(next.user());
            if (user != null && user.connections.isEmpty() && user.onlineUntil <= now) {
                users.remove(next.user());
                gone.add(goes(next.user()));
            }
        }
        return gone;
    }

    /** {@return when {@link #advance} is needed next} */
    OptionalLong due() {
        @Nullable Farewell next = farewells.peek();
        return next == null ? OptionalLong.empty() : OptionalLong.of(next.at());
    }

    boolean knows(String connection) {
        return userOf.containsKey(connection);
    }

    /** {@return about how many bytes the list has on the wire} */
    long listBytes() {
        return listBytes;
    }

    Snapshot snapshot() {
        return new Snapshot(version, Collections.unmodifiableList(Arrays.asList(online)));
    }

    private User known(String user) {
        @Nullable User known = users.get(user);
        if (known == null) {
            throw new IllegalStateException("A connection belongs to a user that is not online.");
        }
        return known;
    }

    private Transition comes(String user) {
        int at = -Arrays.binarySearch(online, user) - 1;
        String[] more = Arrays.copyOf(online, online.length + 1);
        System.arraycopy(online, at, more, at + 1, online.length - at);
        more[at] = user;
        online = more;
        listBytes += user.length() + 3;
        return new Transition(++version, user, true);
    }

    private Transition goes(String user) {
        int at = Arrays.binarySearch(online, user);
        String[] fewer = Arrays.copyOf(online, online.length - 1);
        System.arraycopy(online, at + 1, fewer, at, fewer.length - at);
        online = fewer;
        listBytes -= user.length() + 3;
        return new Transition(++version, user, false);
    }
}
