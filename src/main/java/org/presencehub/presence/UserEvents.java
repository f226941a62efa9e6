package org.presencehub.presence;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.presencehub.UserCameOnline;
import org.presencehub.UserWentOffline;

/**
 * Tells observers who came and who went: of one user one event at a time and in order, of many users at once. Thread-safe, never blocks.
 *
 * <p>Adding and starting are two steps, so that an event can take its place under a lock without the executor being called under it.
 */
final class UserEvents {
    private final String node;
    private final Clock clock;
    private final Executor executor;
    private final Observers observers;
    private final WaitingEvents unheard = new WaitingEvents();

    /** By user: the event that is being told, or is next, and those behind it. */
    @GuardedBy("this")
    private final Map<String, ArrayDeque<Object>> waiting = new HashMap<>();

    /** Users whose first event nobody has been told of yet. */
    @GuardedBy("this")
    private final ArrayDeque<String> ready = new ArrayDeque<>();

    /** @param executor runs the observers, however they observe */
    UserEvents(String node, Clock clock, Executor executor, Observers observers) {
        this.node = node;
        this.clock = clock;
        this.executor = executor;
        this.observers = observers;
    }

    /** Takes an event in, behind all others of its user. */
    synchronized void add(Transition transition) {
        ArrayDeque<Object> ofUser = waiting.get(transition.user());
        if (ofUser == null) {
            ofUser = new ArrayDeque<>(1);
            waiting.put(transition.user(), ofUser);
            ready.add(transition.user());
        }
        ofUser.add(event(transition));
        unheard.grown();
    }

    private Object event(Transition transition) {
        return transition.reason() == null
                ? new UserCameOnline(transition.user(), transition.version(), clock.instant(), node)
                : new UserWentOffline(
                        transition.user(), transition.version(), clock.instant(), transition.reason(), node);
    }

    /** Has observers told of all that was added. */
    void start() {
        for (String user = nextReady(); user != null; user = nextReady()) {
            submit(user);
        }
    }

    private synchronized @Nullable String nextReady() {
        return ready.poll();
    }

    private void submit(String user) {
        try {
            executor.execute(() -> tell(user));
        } catch (RejectedExecutionException e) { // the application is stopping, and close() says what is left
            UserEventLog.refused(user, e);
        }
    }

    private void tell(String user) {
        Object event = next(user);
        try {
            observers.tell(event);
        } catch (RuntimeException | Error e) { // whatever an application throws, the next event has to come
            UserEventLog.failed(event, e);
        }
        tellAsync(event).whenComplete((told, failure) -> {
            if (failure != null) {
                UserEventLog.failed(event, failure);
            }
            told(user);
        });
    }

    private CompletionStage<?> tellAsync(Object event) {
        try {
            return observers.tellAsync(event, executor);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private synchronized Object next(String user) {
        return ofUser(user).element();
    }

    private void told(String user) {
        if (hasMore(user)) {
            submit(user);
        }
    }

    private synchronized boolean hasMore(String user) {
        ArrayDeque<Object> ofUser = ofUser(user);
        ofUser.remove();
        unheard.shrunk();
        if (ofUser.isEmpty()) {
            waiting.remove(user);
            return false;
        }
        return true;
    }

    @GuardedBy("this")
    private ArrayDeque<Object> ofUser(String user) {
        return Objects.requireNonNull(waiting.get(user)); // there as long as an event of the user is
    }

    /** Says of how many events observers will not be told. */
    synchronized void close() {
        unheard.close();
    }
}
