package org.presencehub.presence.events;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.presencehub.PresenceStarted;
import org.presencehub.UserCameOnline;
import org.presencehub.UserWentOffline;
import org.presencehub.presence.state.Transition;
import org.presencehub.work.KeyedSerialTasks;

/**
 * Tells observers who came and who went: of one user one event at a time and in order, of many users at once. Thread-safe, never blocks.
 *
 * <p>Adding and starting are two steps, so that an event can take its place under a lock without the executor being called under it.
 */
public final class UserEvents {
    private final String node;
    private final InstantSource clock;
    private final Executor executor;
    private final Observers observers;
    private volatile CompletableFuture<?> begun = CompletableFuture.completedFuture(null);
    private final WaitingEvents unheard = new WaitingEvents();
    private final KeyedSerialTasks<String, KeyedSerialTasks.Task> telling; // by user

    /** @param executor runs the observers, however they observe, and refuses nothing */
    public UserEvents(String node, InstantSource clock, Executor executor, Observers observers) {
        this.node = node;
        this.clock = clock;
        this.executor = executor;
        this.observers = observers;
        telling = new KeyedSerialTasks<>("telling observers who came and went", executor);
    }

    /** Tells that nobody is online yet. To be called before an event is added, and all that are wait until that was heard. */
    public void begin() {
        CompletableFuture<?> heard = new CompletableFuture<>();
        begun = heard;
        executor.execute(() -> inform(new PresenceStarted(clock.instant(), node))
                .whenComplete((told, failure) -> heard.complete(null)));
    }

    /** Takes an event in, behind all others of its user. */
    public void add(Transition transition) {
        Object event = event(transition);
        unheard.grown();
        telling.add(transition.user(), () -> {
            CompletableFuture<?> beginning = begun;
            CompletionStage<?> told =
                    beginning.isDone() ? inform(event) : beginning.thenComposeAsync(heard -> inform(event), executor);
            return told.whenComplete((heard, failure) -> unheard.shrunk());
        });
    }

    private Object event(Transition transition) {
        return transition.reason() == null
                ? new UserCameOnline(transition.user(), transition.version(), clock.instant(), node)
                : new UserWentOffline(
                        transition.user(), transition.version(), clock.instant(), transition.reason(), node);
    }

    /** Has observers told of all that was added. */
    public void start() {
        unheard.warn();
        telling.start();
    }

    /** {@return the end of all observers, whatever they throw: the next event has to come} */
    private CompletionStage<?> inform(Object event) {
        try {
            observers.fire(event);
        } catch (RuntimeException | Error e) {
            UserEventLog.failed(event, e);
        }
        CompletableFuture<Boolean> told = new CompletableFuture<>(); // CDI's own stage need not be one
        informAsync(event).whenComplete((heard, failure) -> {
            if (failure != null) {
                UserEventLog.failed(event, failure);
            }
            told.complete(failure == null);
        });
        return told;
    }

    private CompletionStage<?> informAsync(Object event) {
        try {
            return observers.fireAsync(event, executor);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** Says of how many events observers will not be told. */
    public void close() {
        unheard.close();
    }
}
