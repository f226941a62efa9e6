package org.presencehub.console;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.presencehub.Drain;
import org.presencehub.EndedConnection;
import org.presencehub.HubContext;
import org.presencehub.OnlineUsers;
import org.presencehub.UserCameOnline;
import org.presencehub.UserConnection;
import org.presencehub.UserConnections;
import org.presencehub.UserWentOffline;
import org.presencehub.hub.options.HubOptions;
import org.presencehub.presence.options.PresenceOptions;
import org.presencehub.stereotype.Component;
import org.presencehub.stereotype.Startable;

/**
 * Remembers who came and went, and answers the looks of all consoles. Thread-safe.
 *
 * <p>What costs by the number of connections is found out at most twice a second, however many consoles are open. Consoles that are told of
 * a change at once are told at most once a second: the rest they learn when they look the next time.
 */
@Component
final class ConsoleFeed implements Startable {
    private static final int FULLEST = 10;

    /** An observer that throws keeps the event from those behind it. */
    private static final int FIRST = Interceptor.Priority.PLATFORM_BEFORE;

    private static final Duration PICTURE_LASTS = Duration.ofMillis(500);
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final int queueLimit;
    private final OnlineUsers online;
    private final UserConnections connections;
    private final HubContext<ConsoleHub> consoles;
    private final Drain drain;
    private final Clock clock = Clock.systemUTC();
    private final Instant started = clock.instant();
    private final JoinRate joins = new JoinRate();
    private final Timeline timeline = new Timeline();
    private final ReconnectDetector returns;
    private final AtomicLong toldMillis = new AtomicLong();
    private Picture picture = new Picture(Instant.EPOCH, List.of(), List.of());

    @Inject
    ConsoleFeed(
            HubOptions hubs,
            PresenceOptions presence,
            OnlineUsers online,
            UserConnections connections,
            HubContext<ConsoleHub> consoles,
            Drain drain) {
        queueLimit = hubs.connections().send().maxBacklog();
        this.online = online;
        this.connections = connections;
        this.consoles = consoles;
        this.drain = drain;
        returns = new ReconnectDetector(presence.grace().lost(), online, connections, timeline);
    }

    /** Does nothing, but has this made. */
    @Override
    public void start() {}

    void came(@Observes @Priority(FIRST) UserCameOnline event) {
        joins.joined(event.time());
        timeline.add(new ConsoleView.Entry(ConsoleView.Kind.came, event.user(), event.time(), null, null));
        publish();
    }

    void went(@Observes @Priority(FIRST) UserWentOffline event) {
        ConsoleView.Reason reason = ConsoleView.Reason.of(event.reason());
        timeline.add(new ConsoleView.Entry(ConsoleView.Kind.went, event.user(), event.time(), reason, null));
        publish();
    }

    ConsoleView look(
            long position,
            @Nullable String newestEnded,
            List<ConsoleView.Row> rows,
            ConsoleView.@Nullable Person person) {
        Instant now = clock.instant();
        Picture seen = picture(now);
        Timeline.Slice news = timeline.after(position);
        return new ConsoleView(
                now,
                started,
                online.count(),
                connections.count(),
                queueLimit,
                connections.memory(),
                joins.at(now),
                news.position(),
                news.entries(),
                seen.endedAfter(newestEnded),
                seen.fullest(),
                rows,
                person,
                drain.progress());
    }

    private synchronized Picture picture(Instant now) {
        if (picture.time().plus(PICTURE_LASTS).isBefore(now)) {
            picture = new Picture(now, connections.recentlyEnded(), connections.fullest(FULLEST));
            returns.judge(picture.ended(), now);
        }
        return picture;
    }

    private void publish() {
        long now = clock.millis();
        long before = toldMillis.get();
        if (now - before >= QUIET.toMillis() && toldMillis.compareAndSet(before, now)) {
            consoles.clients().all().send("Changed");
        }
    }

    /** What was seen at one moment. Immutable. */
    private record Picture(Instant time, List<EndedConnection> ended, List<UserConnection> fullest) {
        List<ConsoleView.Ended> endedAfter(@Nullable String newest) {
            return ended.stream()
                    .takeWhile(each -> !each.id().equals(newest))
                    .map(ConsoleView.Ended::of)
                    .toList();
        }
    }
}
