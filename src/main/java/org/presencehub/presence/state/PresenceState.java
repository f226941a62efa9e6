package org.presencehub.presence.state;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;

/**
 * The rules of presence: commands in, versioned transitions out. Confined to whoever guards it.
 *
 * <p>It has no clock: times are numbers that its caller hands in, and that never go back. A user is online while it has a connection, and
 * for a grace period after each one that ended; so per user, coming and going strictly alternate.
 *
 * <p>Whatever happens costs the logarithm of the number of users: no list is copied, and no table grows at once.
 */
public final class PresenceState {
    private BlockSet<TrackedConnection> connections = BlockSet.empty();
    private int tracked; // those of them that make somebody online
    private Online online = Online.NOBODY;
    private final NavigableSet<User> lingering = new TreeSet<>(User.BY_END); // online without a connection, for now

    /** Does what a command says. Whose grace is over goes by {@link #advance} only, but for the user of a connection that ends without one. */
    public Change apply(PresenceCommand command, long now) {
        TrackedConnection known = connections.find(command.connection());
        if (command instanceof PresenceCommand.Track track) {
            return track(known, track);
        }
        if (command instanceof PresenceCommand.Untrack untrack) {
            return untrack(known, DisconnectReason.GOODBYE, now, untrack.grace());
        }
        PresenceCommand.End end = (PresenceCommand.End) command;
        connections = connections.without(end.connection());
        return untrack(known, end.reason(), now, end.grace());
    }

    private Change track(@Nullable TrackedConnection known, PresenceCommand.Track command) {
        if (known == null) {
            TrackedConnection connection = new TrackedConnection(command.connection());
            connections = connections.with(connection);
            return new Change(Change.Kind.TRACKED, track(connection, command.user()));
        }
        return known.user() == null ? new Change(Change.Kind.TRACKED_AGAIN, track(known, command.user())) : Change.NONE;
    }

    private List<Transition> track(TrackedConnection connection, String id) {
        tracked++;
        User here = online.find(id);
        User user = here == null ? new User(id) : here;
        if (here != null && !here.isConnected()) {
            lingering.remove(here);
        }
        connection.makesOnline(user);
        user.add(connection); // before readers can find a user who comes
        return here == null ? List.of(comes(user)) : List.of();
    }

    private Change untrack(@Nullable TrackedConnection connection, DisconnectReason reason, long now, Grace grace) {
        User user = connection == null ? null : connection.user();
        if (connection == null || user == null) {
            return Change.NONE;
        }
        tracked--;
        connection.makesOnline(null);
        user.remove(connection, reason, now, grace);
        return new Change(Change.Kind.UNTRACKED, user.isConnected() ? List.of() : linger(user, now));
    }

    private List<Transition> linger(User user, long now) {
        if (user.onlineUntil() <= now) {
            return List.of(goes(user));
        }
        lingering.add(user);
        return List.of();
    }

    /** Time has passed: those go whose grace is over, by the order of their times and ids, and at most so many. */
    public List<Transition> advance(long now, int most) {
        List<Transition> gone = new ArrayList<>();
        while (gone.size() < most && !lingering.isEmpty() && lingering.first().onlineUntil() <= now) {
            gone.add(goes(lingering.pollFirst()));
        }
        return gone;
    }

    /** {@return when {@link #advance} is needed next} */
    public OptionalLong due() {
        return lingering.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(lingering.first().onlineUntil());
    }

    /** {@return how many connections are tracked} */
    public int connections() {
        return tracked;
    }

    public Online online() {
        return online;
    }

    private Transition comes(User user) {
        online = online.with(user);
        return new Transition(online.version(), user.id(), null);
    }

    private Transition goes(User user) {
        online = online.without(user);
        return new Transition(online.version(), user.id(), user.lastEnd());
    }
}
