package org.presencehub.presence;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.OnlineUsers.Snapshot;
import org.presencehub.messaging.Watchers.Watcher;

/**
 * Guards the rules of presence, times them, and passes on the news in order. Thread-safe.
 *
 * <p>A change and its place among the news are decided under one lock; watchers are told outside it, by one task at a time.
 */
final class PresenceBoard {
    private static final Logger LOG = System.getLogger(PresenceBoard.class.getName());

    private final PresenceOptions options;
    private final LongSupplier nanoTime;
    private final Executor executor;
    private final Timer timer;
    private final Consumer<Snapshot> publish;
    private final Consumer<News> tell;
    private final long start;

    @GuardedBy("this")
    private final PresenceState state = new PresenceState();

    @GuardedBy("this")
    private final ListPacing pacing;

    @GuardedBy("this")
    private final ArrayDeque<News> news = new ArrayDeque<>();

    @GuardedBy("this")
    private boolean telling; // a task is on its way that tells all news

    @GuardedBy("this")
    private int watchers;

    @GuardedBy("this")
    private long armedFor = Long.MAX_VALUE;

    /** Runs something later. */
    @FunctionalInterface
    interface Timer {
        void runIn(Duration delay, Runnable task);
    }

    /**
     * @param executor runs what tells the watchers
     * @param publish takes each new snapshot; must be quick
     * @param tell takes the news one after the other, off this board's lock
     */
    PresenceBoard(
            PresenceOptions options,
            LongSupplier nanoTime,
            Executor executor,
            Timer timer,
            Consumer<Snapshot> publish,
            Consumer<News> tell) {
        this.options = options;
        this.nanoTime = nanoTime;
        this.executor = executor;
        this.timer = timer;
        this.publish = publish;
        this.tell = tell;
        start = nanoTime.getAsLong();
        pacing = new ListPacing(
                options.listInterval().toNanos(), options.listBytesPerSecond(), TimeUnit.SECONDS.toNanos(1));
    }

    /** A connection arrived: until it ends it watches, and its user is online. No effect if it is known already. */
    void arrive(Watcher watcher, String user) {
        if (join(watcher, user)) {
            settle();
            watcher.onEnd(reason -> depart(watcher.connectionId(), reason)); // at once, if it ended meanwhile
        }
    }

    /** A connection leaves before it ends. No effect if it is unknown. */
    void leave(Watcher watcher) {
        depart(watcher.connectionId(), DisconnectReason.GOODBYE);
    }

    private void depart(String connectionId, DisconnectReason reason) {
        if (part(connectionId, options.graceAfter(reason))) {
            settle();
        }
    }

    private synchronized boolean join(Watcher watcher, String user) {
        if (state.knows(watcher.connectionId())) {
            return false;
        }
        record(state.arrive(watcher.connectionId(), user));
        news.add(new News.Joined(watcher, state.snapshot())); // behind its own user's coming: nobody is told of itself
        watchers++;
        return true;
    }

    private synchronized boolean part(String connectionId, Duration grace) {
        if (!state.knows(connectionId)) {
            return false;
        }
        news.add(new News.Left(connectionId));
        record(state.depart(connectionId, now(), grace.toNanos()));
        watchers--;
        return true;
    }

    private void alarm() {
        synchronized (this) {
            armedFor = Long.MAX_VALUE;
            record(state.advance(now()));
        }
        settle();
    }

    @GuardedBy("this")
    private void record(List<Transition> transitions) {
        if (!transitions.isEmpty()) {
            transitions.forEach(transition -> news.add(new News.Changed(transition)));
            publish.accept(state.snapshot());
            pacing.changed();
        }
    }

    /** Whatever a command has left to do: the list to everybody if it is due, the next alarm, the telling. */
    private void settle() {
        boolean wake;
        OptionalLong alarmIn;
        synchronized (this) {
            long now = now();
            if (pacing.take(now, state.listBytes() * watchers)) {
                news.add(new News.Listed(state.snapshot()));
            }
            wake = !telling && !news.isEmpty();
            telling |= wake;
            alarmIn = arm(now);
        }
        alarmIn.ifPresent(nanos -> timer.runIn(Duration.ofNanos(nanos), this::alarm));
        if (wake) {
            executor.execute(this::tellAll);
        }
    }

    /** {@return in how long an alarm is needed that comes before those on their way} */
    @GuardedBy("this")
    private OptionalLong arm(long now) {
        long due = LongStream.concat(state.due().stream(), pacing.due().stream())
                .min()
                .orElse(Long.MAX_VALUE);
        if (due >= armedFor) {
            return OptionalLong.empty();
        }
        armedFor = due;
        return OptionalLong.of(Math.max(0, due - now));
    }

    private void tellAll() {
        for (News next = next(); next != null; next = next()) {
            try {
                tell.accept(next);
            } catch (RuntimeException e) { // the news behind it have to be told all the same
                LOG.log(Level.ERROR, "Watchers could not be told that somebody came or went.", e);
            }
        }
    }

    private synchronized @Nullable News next() {
        News next = news.poll();
        telling = next != null;
        return next;
    }

    private long now() {
        return nanoTime.getAsLong() - start;
    }
}
