package org.presencehub.presence;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.clients.Watchers.Watcher;
import org.presencehub.presence.events.PresenceListener;
import org.presencehub.presence.options.GracePeriods;
import org.presencehub.presence.options.PresenceOptions;
import org.presencehub.presence.state.Change;
import org.presencehub.presence.state.Online;
import org.presencehub.presence.state.PresenceCommand;
import org.presencehub.presence.state.PresenceState;
import org.presencehub.presence.state.Transition;
import org.presencehub.work.DrainLoop;
import org.presencehub.work.SerialTasks;

/**
 * Guards the rules of presence, times them, and has the watchers told. Thread-safe, never blocks.
 *
 * <p>A command is one step under the lock: the change, its place among what is told, and what is to be done without the lock, which comes out
 * as a value. Watchers, executor and timer are called outside the lock.
 */
final class PresenceEngine {
    /** How many users go in one step when the grace of many is over: others have to get the lock in between. */
    static final int SLICE = 4;

    private static final int PATIENCE = 1_000; // looks at who waits, some tens of microseconds

    private final GracePeriods grace;
    private final LongSupplier clock;
    private final PresenceListener listener;
    private final WatcherFeed feed;
    private final ReentrantLock lock;
    private final SerialTasks telling;
    private final Alarm alarm;
    private final DrainLoop passing;

    @GuardedBy("lock")
    private final PresenceState state = new PresenceState();

    @GuardedBy("lock")
    private final TransitionPacing ticks = new TransitionPacing();

    @GuardedBy("lock")
    private final ListPacing pacing;

    /** Whether users are going in slices: whoever lets them go sets the alarm behind the last one. */
    @GuardedBy("lock")
    private boolean inSlices;

    /** Until then nobody goes whose grace is over: the server sends its clients away, or has just done so. */
    @GuardedBy("lock")
    private long heldUntil;

    private volatile boolean closed;

    /**
     * What a step leaves to be done without the lock. Immutable.
     *
     * @param listen whether the end of the connection has to be listened for
     * @param alarm when the next step is due, or never
     * @param more whether it is due at once, in a slice of its own
     */
    private record Rest(boolean listen, long alarm, boolean more) {}

    /**
     * @param clock nanoseconds that begin with 0 and never go back
     * @param executor runs what tells the watchers, and refuses nothing
     * @param listener hears of what changes, under the lock
     * @param feed called by one thread at a time
     */
    PresenceEngine(
            PresenceOptions options,
            LongSupplier clock,
            Executor executor,
            Alarm.Timer timer,
            PresenceListener listener,
            WatcherFeed feed) {
        this(options, clock, executor, timer, listener, feed, new ReentrantLock());
    }

    PresenceEngine(
            PresenceOptions options,
            LongSupplier clock,
            Executor executor,
            Alarm.Timer timer,
            PresenceListener listener,
            WatcherFeed feed,
            ReentrantLock lock) {
        grace = options.grace();
        this.clock = clock;
        this.listener = listener;
        this.feed = feed;
        this.lock = lock;
        telling = new SerialTasks("telling watchers who came and went", executor);
        passing = new DrainLoop(executor, Integer.MAX_VALUE, this::pass, PresenceLog::passingFailed);
        alarm = new Alarm(clock, timer, passing::run);
        pacing = new ListPacing(options.lists());
    }

    /** Tracks a connection: until it ends it watches, and its user is online. No effect if it is tracked already, or has ended. */
    void track(Watcher watcher, String user) {
        if (!watcher.hasEnded()) {
            perform(new PresenceCommand.Track(watcher.connectionId(), user), watcher);
        }
    }

    /** Tracks a connection no more, as if it had said goodbye. No effect if it is not tracked. */
    void untrack(Watcher watcher) {
        perform(new PresenceCommand.Untrack(watcher.connectionId(), grace.after(DisconnectReason.GOODBYE)), watcher);
    }

    private void ended(Watcher watcher, DisconnectReason reason) {
        perform(
                new PresenceCommand.End(
                        watcher.connectionId(), reason, grace.after(reason).behind(watcher.goneFor())),
                watcher);
    }

    /** Sets an alarm that the timer refused or has lost, and does what a step that failed has left. */
    void tick() {
        if (!closed) {
            alarm.tick();
            passing.start();
        }
    }

    /** Lets nobody go until {@link #release}, but for those who are sent away for good. */
    void hold() {
        lock.lock();
        try {
            heldUntil = Alarm.NEVER;
        } finally {
            lock.unlock();
        }
    }

    /** Lets those go again whose grace is over. Before that all have time to come back: their clients were refused until now. */
    void release() {
        lock.lock();
        try {
            heldUntil = clock.getAsLong() + grace.afterRefusal().toNanos();
        } finally {
            lock.unlock();
        }
        passing.start();
    }

    /** Stops telling and timing: threads are no longer there to be had. */
    void close() {
        closed = true;
        alarm.cancel();
    }

    private void perform(PresenceCommand command, Watcher watcher) {
        Rest rest = append(command, watcher);
        if (rest.listen) {
            watcher.onEnd(reason -> ended(watcher, reason)); // at once, if it ended meanwhile
        }
        settle(rest);
    }

    /** Gives the command its place, and applies it. */
    private Rest append(PresenceCommand command, Watcher watcher) {
        lock.lock();
        try {
            long now = clock.getAsLong();
            Change change = state.apply(command, now);
            if (change.ends()) {
                telling.add(() -> feed.leave(watcher));
            }
            changed(change.transitions(), now);
            list(now); // before it joins: it gets the same as its own
            if (change.begins()) { // behind its own user's coming: nobody is told of itself
                Online online = state.online();
                telling.add(() -> feed.join(watcher, online));
            }
            return rest(now, change.kind() == Change.Kind.TRACKED);
        } finally {
            lock.unlock();
        }
    }

    /** Time has passed: lets go whose grace is over, in slices. {@return what is to be done before the next one, if there is one} */
    private @Nullable Runnable pass() {
        Rest rest = advance();
        settle(rest);
        return rest.more ? this::letOthersIn : null;
    }

    private Rest advance() {
        lock.lock();
        try {
            long now = clock.getAsLong();
            changed(state.advance(now, heldUntil <= now ? SLICE : 0), now);
            inSlices = gone() <= now;
            list(now);
            return rest(now, false);
        } finally {
            lock.unlock();
        }
    }

    /** The lock is not fair: without this, who has just given it back would be the first to have it again. */
    private void letOthersIn() {
        for (int i = 0; i < PATIENCE && lock.hasQueuedThreads(); i++) {
            Thread.onSpinWait();
        }
    }

    @GuardedBy("lock")
    private void changed(List<Transition> transitions, long now) {
        if (!transitions.isEmpty()) {
            transitions.forEach(transition -> telling.add(() -> feed.change(transition)));
            listener.changed(transitions, state.online());
            ticks.changed();
            pacing.changed(now);
        }
    }

    @GuardedBy("lock")
    private void list(long now) {
        if (pacing.tryAcquire(now, listCost())) {
            Online online = state.online();
            telling.add(() -> feed.list(online));
        }
    }

    @GuardedBy("lock")
    private Rest rest(long now, boolean listen) {
        if (ticks.tryAcquire(now, state.connections())) {
            telling.add(feed::publish);
        }
        long gone = inSlices ? Alarm.NEVER : gone();
        long told = ticks.due(state.connections()).orElse(Alarm.NEVER);
        long listed = pacing.due(listCost()).orElse(Alarm.NEVER);
        return new Rest(listen, Math.min(gone, Math.min(told, listed)), inSlices);
    }

    @GuardedBy("lock")
    private long gone() {
        return Math.max(heldUntil, state.due().orElse(Alarm.NEVER));
    }

    @GuardedBy("lock")
    private long listCost() {
        return state.online().bytes() * state.connections();
    }

    /** Does without the lock what a step has left. */
    private void settle(Rest rest) {
        if (!closed) {
            listener.settled();
            telling.start();
            alarm.setFor(rest.alarm);
        }
    }
}
