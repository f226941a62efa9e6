package org.presencehub.hub;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.presencehub.AuthenticationRefresh;
import org.presencehub.connection.Connection;
import org.presencehub.connection.Renewal;
import org.presencehub.connection.Renewals;
import org.presencehub.identity.Caller;
import org.presencehub.work.Clock;
import org.presencehub.work.KeyedSerialTasks;

/** Takes tokens for living connections, unless the application's gates refuse. Thread-safe. */
final class GatedRenewals implements Renewals {
    private final HubRuntime hub;
    private final RefreshGates gates;
    private final Clock clock;
    private final RenewalOptions options;
    private final KeyedSerialTasks<Connection, Asking> askings = new KeyedSerialTasks<>("asking about tokens");

    GatedRenewals(HubRuntime hub, RefreshGates gates, Clock clock) {
        this.hub = hub;
        this.gates = gates;
        this.clock = clock;
        options = hub.options().renewals();
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
    public CompletableFuture<Outcome> renew(Connection connection, Caller shown) {
        if (gates.areNone()) {
            return CompletableFuture.completedFuture(renewed(connection, shown));
        }
        Asking asking = new Asking(connection, shown);
        askings.add(connection, asking);
        askings.start();
        return asking.outcome;
    }

    private static Outcome renewed(Connection connection, Caller shown) {
        Renewal was = connection.renew(shown);
        if (was.mayCount()) {
            connection.tellRenewed();
        }
        return outcome(was);
    }

    private static Outcome outcome(Renewal is) {
        return switch (is) {
            case OTHER_USER -> Outcome.OTHER_USER;
            case OLDER -> Outcome.OLDER;
            case KNOWN, NEW -> Outcome.RENEWED;
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
            Renewal is = connection.judge(shown);
            if (!is.mayCount()) { // nobody need be asked
                outcome.complete(GatedRenewals.outcome(is));
                return outcome;
            }
            hub.threads()
                    .methods()
                    .execute(shown.account(), new SharedThreads.Place(hub.path(), "the gate for tokens"), this::ask);
            Future<?> late = clock.schedule(
                    hub.threads().prompt(), this::giveUp, options.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return answer.handle((permitted, failure) -> {
                late.cancel(false);
                return outcome.complete(outcome(permitted, failure));
            });
        }

        private Outcome outcome(@Nullable Boolean permitted, @Nullable Throwable failure) {
            if (failure != null) {
                return Outcome.FAILED;
            }
            return Boolean.TRUE.equals(permitted) ? renewed(connection, shown) : Outcome.REJECTED;
        }

        private void ask() {
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
            }
        }

        private void giveUp() {
            if (answer.complete(false)) {
                HubLog.slowGate(hub.path(), connection.id(), options.timeout());
            }
        }
    }
}
