package org.presencehub.lifecycle;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.presencehub.Drain;
import org.presencehub.stereotype.Component;
import org.presencehub.stereotype.Startable;
import org.presencehub.work.ThreadPools;

/**
 * The life of the application, and the order in which it ends: nothing of it is left to the order in which a container destroys beans.
 * Thread-safe.
 *
 * <p>A drain:
 *
 * <ol>
 *   <li>The server is not ready any more.
 *   <li>Nobody new is let in, and nobody goes offline ({@link Drainable#refuse}).
 *   <li>Waves: what waits is sent, then a Close, then the socket closes ({@link Waves}).
 *   <li>All sockets are closed, or time is up and they are cut off.
 * </ol>
 *
 * <p>The end, which begins where the server first tells that it comes ({@link ServerState}, or else the destruction of the context):
 *
 * <ol>
 *   <li>A drain, in which those go, too, who may stay during another one.
 *   <li>The hubs' methods for departures are done, and whatever else runs.
 *   <li>Presence stops, and nobody hears that anybody went ({@link Drainable#stop}).
 *   <li>What began with the application stops ({@link Startable#stop}).
 *   <li>The threads end.
 * </ol>
 */
@Component
final class Lifecycle implements Drain {
    /** How long hub methods may go on when nobody is there any more. */
    private static final Duration LAST_CALLS = Duration.ofSeconds(3);

    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final DrainOptions options;
    private final Iterable<Drainable> found;
    private final Iterable<Startable> startables;
    private final ThreadPools pools;
    private final Executor driver;
    private final Executor tellers; // whoever is told may block, and even wait for the end
    private final ServerState server = new ServerState(this::suspend, this::empty);

    private volatile List<Drainable> drainables =
            List.of(); // until it has started: only then their resources are there

    @GuardedBy("this")
    private Phase phase = Phase.RUNNING;

    @GuardedBy("this")
    private @Nullable Emptying emptying;

    @Inject
    Lifecycle(
            DrainOptions options,
            @Any Instance<Drainable> drainables,
            @Any Instance<Startable> startables,
            ThreadPools pools) {
        this(options, drainables, startables, pools, pools.pool("drain", 1));
    }

    /** @param driver may be kept for the time of a drain */
    Lifecycle(
            DrainOptions options,
            Iterable<Drainable> drainables,
            Iterable<Startable> startables,
            ThreadPools pools,
            Executor driver) {
        this.options = options;
        found = drainables;
        this.startables = startables;
        this.pools = pools;
        this.driver = driver;
        tellers = pools.pool("drained", 1);
    }

    /** To be called by a thread that has the naming context of the application. */
    void start() {
        pools.captureContext();
        startables.forEach(Startable::start);
        drainables = StreamSupport.stream(found.spliterator(), false).toList();
        server.watch();
    }

    /** To be called before CDI destroys any bean; returns when all is over. */
    void stop() {
        quietly(this::empty);
        server.forget();
        pools.awaitQuiet(LAST_CALLS);
        drainables.forEach(drainable -> quietly(drainable::stop));
        startables.forEach(startable -> quietly(startable::stop));
        stopped();
        pools.shutDown();
    }

    /** Also of an application that a failure keeps from starting, whose context is not destroyed everywhere. */
    @PreDestroy
    void forget() {
        server.forget();
    }

    private static void quietly(Runnable stop) {
        try {
            stop.run();
        } catch (RuntimeException | Error e) { // what comes behind has to stop, too
            LifecycleLog.stopFailed(e);
        }
    }

    /** Whoever still waits for a drain hears how far it came. */
    private void stopped() {
        Emptying last;
        synchronized (this) {
            phase = Phase.STOPPED;
            last = emptying;
        }
        if (last != null) {
            last.done().complete(progress());
        }
    }

    @Override
    public CompletionStage<Progress> begin() {
        Progress now = progress();
        if (now.phase() == Phase.STOPPED) {
            return CompletableFuture.completedStage(now); // there are no threads any more
        }
        return begin(false).done().thenApplyAsync(progress -> progress, tellers).minimalCompletionStage();
    }

    /** Drains, since the application or its server ends, and returns when that is done or time is up. Further calls wait for the first, and no longer. */
    void empty() {
        try {
            begin(true).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) { // no thread could be had
            LifecycleLog.late();
        }
    }

    /** Drainables are told under the lock, in the order of what was decided: they neither block nor call back. */
    private synchronized Emptying begin(boolean end) {
        Emptying before = emptying;
        if (before != null && (before.isForEnd() || !end)) {
            return before;
        }
        phase = Phase.DRAINING;
        drainables.forEach(drainable -> drainable.refuse(end));
        Waves waves = new Waves(options, drainables, new Random(), System.nanoTime());
        LifecycleLog.draining(end, waves.waiting());
        Emptying next = new Emptying(waves, end, options.timeout().plus(MARGIN), System::nanoTime, this::emptied);
        emptying = next;
        if (before != null) {
            before.giveUp();
            CompletableFuture<Void> unused = next.done().thenAccept(before.done()::complete);
        }
        driver.execute(next);
        return next;
    }

    private void emptied(Emptying which) {
        synchronized (this) {
            if (emptying != which || phase != Phase.DRAINING) { // it was given up meanwhile, or nobody waits any more
                return;
            }
            phase = Phase.DRAINED;
        }
        which.done().complete(progress());
    }

    @Override
    public boolean takeBack() {
        CompletableFuture<Progress> done;
        synchronized (this) {
            Emptying before = emptying;
            if (before == null || before.isForEnd()) {
                return before == null;
            }
            before.giveUp();
            done = before.done();
            emptying = null;
            phase = Phase.RUNNING;
            drainables.forEach(Drainable::admit);
            LifecycleLog.takenBack();
        }
        done.complete(progress());
        return true;
    }

    @Override
    public Progress progress() {
        Phase now;
        synchronized (this) {
            now = phase;
        }
        return new Progress(now, drainables.stream().mapToInt(Drainable::left).sum());
    }

    private void suspend(boolean suspended) {
        LifecycleLog.suspended(suspended);
        drainables.forEach(drainable -> drainable.suspend(suspended));
    }
}
