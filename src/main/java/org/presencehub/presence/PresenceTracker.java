package org.presencehub.presence;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.presencehub.clients.Watchers;
import org.presencehub.clients.Watchers.Watcher;
import org.presencehub.presence.events.Observers;
import org.presencehub.presence.events.UserEvents;
import org.presencehub.presence.options.PresenceOptions;
import org.presencehub.work.Clock;
import org.presencehub.work.ThreadPools;

/**
 * The EJB that tracks connections: threads and a clock around plain Java rules. Thread-safe.
 *
 * <p>Bean-managed, since the container's write lock would let one caller in at a time, and its transactions have no business here.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class PresenceTracker {
    private static final int THREADS = 2; // one tells the watchers, one lets users go whose grace period is over

    @Inject
    private Watchers watchers;

    @Inject
    private OnlineSnapshot snapshot;

    @Inject
    private PresenceOptions options;

    @Inject
    private Clock clock;

    @Inject
    private ThreadPools pools;

    @Inject
    private Observers observers;

    @Inject
    private PresenceTick tick;

    private final AtomicBoolean ended = new AtomicBoolean();
    private UserEvents events;
    private PresenceEngine engine;

    @PostConstruct
    void start() {
        Executor observing = pools.pool("observers", options.observerThreads());
        Executor working = pools.standing("presence", THREADS);
        events = new UserEvents(options.node(), InstantSource.system(), observing, observers);
        long started = System.nanoTime();
        engine = new PresenceEngine(
                options,
                () -> System.nanoTime() - started,
                working,
                (task, delay, unit) -> clock.schedule(working, task, delay, unit),
                new PresenceListeners(snapshot, events),
                new WatcherFeed(watchers));
        tick.passTo(engine::tick);
    }

    @PreDestroy
    void stop() {
        end();
    }

    /** Tells observers that nobody is online yet. */
    public void begin() {
        events.begin();
    }

    /** Lets nobody go offline whose connection is gone. */
    public void hold() {
        engine.hold();
    }

    /** Lets those go whose grace is over. */
    public void release() {
        engine.release();
    }

    /** Tells nobody anything any more. */
    public void end() {
        if (!ended.getAndSet(true)) {
            engine.close();
            events.close();
        }
    }

    /** Makes a connection a watcher, and its user online, until the connection ends. */
    public void track(Watcher watcher, String user) {
        engine.track(watcher, user);
    }

    /** Ends that earlier, as if the client had said goodbye. */
    public void untrack(Watcher watcher) {
        engine.untrack(watcher);
    }
}
