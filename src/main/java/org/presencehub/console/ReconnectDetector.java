package org.presencehub.console;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.EndedConnection;
import org.presencehub.OnlineUsers;
import org.presencehub.UserConnection;
import org.presencehub.UserConnections;

/**
 * Finds out what the end of a connection was: a reload, a tab less, or part of a departure. Confined to one thread at a time.
 *
 * <p>Whoever reloads is back on the same hub within the grace period, and was never offline meanwhile.
 */
final class ReconnectDetector {
    /** Connections of one page end together. */
    private static final Duration TOGETHER = Duration.ofSeconds(1);
    /** A browser may open the new page's connection before the server sees the old one end. */
    private static final Duration OVERLAP = Duration.ofMillis(500);
    /** How late the news of a departure may be. */
    private static final Duration LATE = Duration.ofSeconds(1);

    /** Why connections end that nobody has seen. */
    private static final Set<DisconnectReason> NEVER_THERE =
            EnumSet.of(DisconnectReason.NEVER_ATTACHED, DisconnectReason.NO_HANDSHAKE);

    private final Duration grace;
    private final OnlineUsers online;
    private final UserConnections connections;
    private final Timeline timeline;
    private final Set<String> judged = new HashSet<>();
    private final Map<String, Instant> told = new HashMap<>();

    ReconnectDetector(Duration grace, OnlineUsers online, UserConnections connections, Timeline timeline) {
        this.grace = grace;
        this.online = online;
        this.connections = connections;
        this.timeline = timeline;
    }

    /** Adds to the timeline what became clear of these ends, the latest of which is the first. */
    void judge(List<EndedConnection> ends, Instant now) {
        for (int i = ends.size() - 1; i >= 0; i--) {
            EndedConnection end = ends.get(i);
            String user = end.user();
            if (!judged.contains(end.id()) && (user == null || judge(end, user, ends, now))) {
                judged.add(end.id());
            }
        }
        judged.retainAll(ends.stream().map(EndedConnection::id).toList());
        told.values().removeIf(time -> time.isBefore(now.minus(grace).minus(Duration.ofMinutes(1))));
    }

    /** {@return whether it is clear now} */
    private boolean judge(EndedConnection end, String user, List<EndedConnection> ends, Instant now) {
        if (NEVER_THERE.contains(end.reason()) || !online.isOnline(user) || timeline.wentSince(user, end.ended())) {
            return true;
        }
        Optional<Instant> back = back(end, user, ends);
        if (back.isPresent()) {
            Duration away = Duration.between(end.ended(), back.get());
            ConsoleView.Kind kind =
                    end.reason() == DisconnectReason.LOST ? ConsoleView.Kind.reloaded : ConsoleView.Kind.reconnected;
            report(end, user, kind, back.get(), Math.max(0, away.toMillis()) / 1000.0);
            return true;
        }
        if (now.isAfter(end.ended().plus(grace).plus(LATE))) {
            report(end, user, ConsoleView.Kind.closed, end.ended(), null);
            return true;
        }
        return false;
    }

    /** When the user was first seen on that hub again. */
    private Optional<Instant> back(EndedConnection end, String user, List<EndedConnection> ends) {
        Stream<Instant> open = connections.of(user).stream()
                .filter(each -> each.hub().equals(end.hub()))
                .map(UserConnection::since);
        Stream<Instant> closed = ends.stream()
                .filter(each -> user.equals(each.user())
                        && each.hub().equals(end.hub())
                        && !each.id().equals(end.id()))
                .map(EndedConnection::since);
        return Stream.concat(open, closed)
                .filter(since -> !since.isBefore(end.ended().minus(OVERLAP))
                        && !since.isAfter(end.ended().plus(grace)))
                .min(Instant::compareTo);
    }

    private void report(EndedConnection end, String user, ConsoleView.Kind kind, Instant time, @Nullable Double away) {
        Instant before = told.put(user, end.ended());
        if (before == null || before.plus(TOGETHER).isBefore(end.ended())) {
            timeline.add(new ConsoleView.Entry(kind, user, time, ConsoleView.Reason.of(end.reason()), away));
        }
    }
}
