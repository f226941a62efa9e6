package org.presencehub.presence.state;

import java.util.Comparator;
import java.util.Set;
import org.presencehub.DisconnectReason;

/**
 * A user who is online, or was. Confined to whoever guards the state, but for its id and its connections, which anybody may read.
 *
 * <p>A new object is made whenever a user comes.
 */
public final class User implements Identified {
    static final Comparator<User> BY_END =
            Comparator.<User>comparingLong(user -> user.onlineUntil).thenComparing(User::id);

    private final String id;
    private volatile BlockSet<TrackedConnection> connections = BlockSet.empty();
    private long onlineUntil = Long.MIN_VALUE; // changes only while there are connections
    private DisconnectReason lastEnd = DisconnectReason.LOST; // read only once a connection has ended

    public User(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    /** {@return the ids of the connections that make the user online} */
    public Set<String> connections() {
        return Set.copyOf(connections.ids());
    }

    boolean isConnected() {
        return connections.size() > 0;
    }

    /** {@return until when the user is online without a connection} */
    long onlineUntil() {
        return onlineUntil;
    }

    /** {@return why a connection ended last} */
    DisconnectReason lastEnd() {
        return lastEnd;
    }

    void add(TrackedConnection connection) {
        connections = connections.with(connection);
    }

    void remove(TrackedConnection connection, DisconnectReason reason, long now, Grace grace) {
        connections = connections.without(connection.id());
        lastEnd = reason;
        onlineUntil = grace.endsOthers()
                ? now
                : Math.max(onlineUntil, now + grace.time().toNanos());
    }
}
