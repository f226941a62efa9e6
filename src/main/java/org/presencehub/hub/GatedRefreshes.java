package org.presencehub.hub;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.presencehub.AuthenticationRefresh;
import org.presencehub.connection.Connection;
import org.presencehub.connection.ShownToken;
import org.presencehub.connection.TokenRefreshes;
import org.presencehub.hub.options.RefreshOptions;
import org.presencehub.hub.runtime.HubLog;
import org.presencehub.hub.runtime.HubRuntime;
import org.presencehub.hub.runtime.SharedThreads;
import org.presencehub.identity.Caller;
import org.presencehub.work.Clock;
import org.presencehub.work.KeyedSerialTasks;

/** Takes tokens for living connections, unless the application's gates refuse. Thread-safe. */
final class GatedRefreshes implements TokenRefreshes {
    /** Of one connection that may wait for the gates: its client sends one at a time. */
    private static final int MOST_WAITING = 32;

    /** How often the time for an answer may pass before one is begun at all. */
    private static final int TIMES_FOR_A_THREAD = 3;

    private final HubRuntime hub;
    private final RefreshGates gates;
    private final SharedThreads threads;
    private final Clock clock;
    private final RefreshOptions options;
    private final ConcurrentMap<Connection, Integer> waiting = new ConcurrentHashMap<>();
    private final KeyedSerialTasks<Connection, Asking> askings = new KeyedSerialTasks<>("asking about tokens");

    /** @param threads run the gates: of their own, so that no hub method keeps a token from counting */
    GatedRefreshes(HubRuntime hub, RefreshGates gates, SharedThreads threads, Clock clock) {
        this.hub = hub;
        this.gates = gates;
        this.threads = threads;
        this.clock = clock;
        options = hub.options().refreshes();
    }

    @Override
    public boolean areOn() {
        return options.refresh() && hub.definition().authenticationRefresh();
    }

    @Override
    public Caller limited(Caller caller) {
        return options.limited(caller, Instant.now());
    }

    @Override
    public CompletableFuture<Outcome> refresh(Connection connection, Caller shown) {
        if (gates.areNone()) {
            return CompletableFuture.completedFuture(refreshed(connection, shown));
        }
        if (waiting.merge(connection, 1, Integer::sum) > MOST_WAITING) {
            left(connection);
            return CompletableFuture.completedFuture(Outcome.TOO_MANY);
        }
        Asking asking = new Asking(connection, shown);
        askings.add(connection, asking);
        askings.start();
        return asking.outcome;
    }

    private void left(Connection connection) {
        waiting.computeIfPresent(connection, (any, count) -> count == 1 ? null : count - 1);
    }

    private static Outcome refreshed(Connection connection, Caller shown) {
        ShownToken was = connection.refresh(shown);
        if (was.mayCount()) {
            connection.refreshed();
        }
        return outcome(was);
    }

    private static Outcome outcome(ShownToken is) {
        return switch (is) {
            case OTHER_USER -> Outcome.OTHER_USER;
            case OLDER -> Outcome.OLDER;
            case KNOWN, NEW -> Outcome.REFRESHED;
        };
    }

    /** One token that the gates are asked about, behind those that were shown for the connection before. Begun once. */
    private final class Asking implements KeyedSerialTasks.Task {
        private final Connection connection;
        private final Caller shown;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private final CompletableFuture<Boolean> answer = new CompletableFuture<>();

        Asking(Connection connection, Caller shown) {
            this.connection = connection;
            this.shown = shown;
        }

        @Override
        public CompletionStage<?> begin() {
            ShownToken is = connection.judge(shown);
            if (connection.hasEnded() || !is.mayCount()) { // nobody need be asked
                answered(connection.hasEnded() ? Outcome.ENDED : GatedRefreshes.outcome(is));
                return outcome;
            }
            long time = options.timeout().toMillis();
            Future<?> never = later(this::giveUp, TIMES_FOR_A_THREAD * time);
            threads.execute(
                    shown.account(), new SharedThreads.Place(hub.path(), "the gate for tokens"), () -> ask(time));
            return answer.handle((permitted, failure) -> {
                never.cancel(false);
                answered(outcome(permitted, failure));
                return permitted;
            });
        }

        private void answered(Outcome found) {
            left(connection);
            outcome.complete(found);
        }

        private Future<?> later(Runnable task, long milliseconds) {
            return clock.schedule(hub.threads().prompt(), task, milliseconds, TimeUnit.MILLISECONDS);
        }

        private Outcome outcome(@Nullable Boolean permitted, @Nullable Throwable failure) {
            if (failure != null) {
                return failure instanceof TimeoutException ? Outcome.UNDECIDED : Outcome.FAILED;
            }
            return Boolean.TRUE.equals(permitted) ? refreshed(connection, shown) : Outcome.REJECTED;
        }

        private void ask(long time) {
            if (answer.isDone()) {
                return;
            }
            Future<?> late = later(this::countAsNo, time);
            try {
                answer.complete(gates.permit(new AuthenticationRefresh(
                        hub.path(),
                        connection.id(),
                        connection.caller().principal(),
                        shown.principal(),
                        shown.expiresAt())));
            } catch (RuntimeException | Error e) {
                HubLog.failed(hub.path(), connection.id(), "A gate for tokens", e);
                answer.completeExceptionally(e);
            } finally {
                late.cancel(false);
            }
        }

        private void countAsNo() {
            if (answer.complete(false)) {
                HubLog.slowGate(hub.path(), connection.id(), options.timeout());
            }
        }

        /** Others hold all threads: that is no answer. A client that hears of a failure would try no more. */
        private void giveUp() {
            answer.completeExceptionally(new TimeoutException("No thread came for the gate."));
        }
    }
}
