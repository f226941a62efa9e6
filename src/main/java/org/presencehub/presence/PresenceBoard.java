package org.presencehub.presence;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.presencehub.DisconnectReason;
import org.presencehub.messaging.Watchers.Watcher;

/**
 * Guards the rules of presence, times them, and has the watchers told. Thread-safe, never blocks.
 *
 * <p>A change and its place among what is told are decided in one step under the lock; watchers, executor and timer are called outside it.
 */
final class PresenceBoard {
    private static final long RETRY = Duration.ofSeconds(1).toNanos();

    private final PresenceOptions options;
    private final LongSupplier clock;
    private final PresenceListener listener;
    private final WatcherFeed feed;
    private final TaskQueue telling;
    private final Alarm alarm;

    @GuardedBy("this")
    private final PresenceState state = new PresenceState();

    @GuardedBy("this")
    private final Ticks ticks = new Ticks();

    @GuardedBy("this")
    private final ListPacing pacing;

    /** Connections whose end is listened for: a connection that comes and goes as it likes is to get one listener only. */
    @GuardedBy("this")
    private final Set<String> open = new HashSet<>();

    private volatile boolean closed;

    /**
     * @param clock nanoseconds that begin with 0 and never go back
     * @param executor runs what tells the watchers
     * @param listener hears of what changes, under the lock
     * @param feed called by one thread at a time
     */
    PresenceBoard(
            PresenceOptions options,
            LongSupplier clock,
            Executor executor,
            Alarm.Timer timer,
            PresenceListener listener,
            WatcherFeed feed) {
        this.options = options;
        this.clock = clock;
        this.listener = listener;
        this.feed = feed;
        telling = new TaskQueue(executor);
        alarm = new Alarm(clock, timer, this::ring);
        pacing = new ListPacing(options.lists());
    }

    /** A connection arrived: until it ends it watches, and its user is online. No effect if it is known already, or has ended. */
    void arrive(Watcher watcher, String user) {
        String connection = watcher.connectionId();
        if (opens(connection)) {
            watcher.onEnd(reason -> end(watcher, reason)); // at once, if it has ended: then it is open no more
        }
        join(watcher, user);
        proceed();
    }

    /** A connection leaves before it ends. No effect if it is unknown. */
    void leave(Watcher watcher) {
        part(watcher, DisconnectReason.GOODBYE);
        proceed();
    }

    private void end(Watcher watcher, DisconnectReason reason) {
        synchronized (this) {
            open.remove(watcher.connectionId());
            part(watcher, reason);
        }
        proceed();
    }

    private void ring() {
        synchronized (this) {
            changed(state.advance(clock.getAsLong()));
        }
        proceed();
    }

    /** Stops telling and timing: threads are no longer there to be had. */
    void close() {
        closed = true;
        alarm.cancel();
    }

    private synchronized boolean opens(String connection) {
        return open.add(connection);
    }

    private synchronized void join(Watcher watcher, String user) {
        String connection = watcher.connectionId();
        if (open.contains(connection) && !state.knows(connection)) {
            listener.connected(user, connection);
            changed(state.arrive(connection, user));
            list(); // before it joins: it gets the same as its own
            telling.add(() -> feed.join(watcher)); // behind its own user's coming: nobody is told of itself
        }
    }

    private synchronized void part(Watcher watcher, DisconnectReason reason) {
        String connection = watcher.connectionId();
        String user = state.userOf(connection);
        if (user != null) {
            telling.add(() -> feed.leave(watcher));
            listener.disconnected(user, connection);
            changed(state.depart(
                    connection,
                    reason,
                    clock.getAsLong(),
                    options.grace().after(reason).toNanos()));
        }
    }

    @GuardedBy("this")
    private void changed(List<Transition> transitions) {
        if (!transitions.isEmpty()) {
            transitions.forEach(transition -> telling.add(() -> feed.change(transition)));
            listener.changed(transitions, state.snapshot());
            ticks.changed();
            pacing.changed(clock.getAsLong());
        }
    }

    /** Whatever a command leaves to be done. */
    private void proceed() {
        if (closed) {
            return;
        }
        listener.settled();
        tell();
        if (!telling.start()) {
            alarm.setFor(clock.getAsLong() + RETRY);
        }
        alarm.setFor(due());
    }

    private synchronized void tell() {
        list();
        if (ticks.take(clock.getAsLong(), state.connections())) {
            telling.add(feed::publish);
        }
    }

    @GuardedBy("this")
    private void list() {
        if (pacing.take(clock.getAsLong(), listCost())) {
            telling.add(feed::list);
        }
    }

    private synchronized long due() {
        return Stream.of(state.due(), ticks.due(state.connections()), pacing.due(listCost()))
                .mapToLong(due -> due.orElse(Alarm.NEVER))
                .min()
                .orElse(Alarm.NEVER);
    }

    @GuardedBy("this")
    private long listCost() {
        return state.listBytes() * state.connections();
    }
}
