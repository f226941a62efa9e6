package org.presencehub.transport;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.Connection;
import org.presencehub.connection.Renewals.Outcome;
import org.presencehub.identity.http.RequestRefusedException;

/** What opens a WebSocket (TransportProtocols.md, WebSockets). Thread-safe. */
final class WebSockets {
    private static final int MOST_WAITING = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final Doorkeeper doorkeeper;
    private final WebSocketUpgrade upgrade;

    WebSockets(Doorkeeper doorkeeper, WebSocketUpgrade upgrade) {
        this.doorkeeper = doorkeeper;
        this.upgrade = upgrade;
    }

    void open(Exchange exchange) throws IOException, RequestRefusedException {
        OpeningHandshake.require(exchange.request(), exchange.response());
        Connection connection = connection(exchange);
        boolean comesBack = connection.hasBegun();
        doorkeeper.claim(exchange, connection, HubTransport.WEB_SOCKETS);
        if (comesBack && doorkeeper.isRenewal(exchange, connection)) {
            renew(exchange, connection);
        }
        upgrade.upgrade(connection, exchange.request(), exchange.response());
    }

    /** Without an id a WebSocket opens a connection of its own: the client has skipped the negotiation. */
    private Connection connection(Exchange exchange) throws RequestRefusedException {
        if (exchange.query().value("id").isPresent()) {
            return doorkeeper.existing(exchange);
        }
        doorkeeper.allow(exchange, HubTransport.WEB_SOCKETS);
        return doorkeeper.openedDirectly(exchange);
    }

    private void renew(Exchange exchange, Connection connection) throws RequestRefusedException {
        Outcome outcome = outcome(doorkeeper.renewals().renew(connection, exchange.caller()));
        if (outcome == Outcome.REJECTED) {
            connection.end(DisconnectReason.REFUSED_BY_HUB);
            throw RequestRefusedException.with(Refresh.rejected(connection.hub(), connection));
        }
        if (outcome == Outcome.FAILED) {
            throw RequestRefusedException.of(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "");
        }
    }

    /** Containers upgrade a request on the thread that it came on. So that has to wait where the application is asked, and few may at once. */
    private Outcome outcome(CompletableFuture<Outcome> asked) throws RequestRefusedException {
        if (asked.isDone()) {
            return asked.join();
        }
        if (!waiting.tryAcquire()) {
            throw RequestRefusedException.later("Too many clients are coming back", AGAIN);
        }
        try {
            return asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.FAILED;
        } catch (ExecutionException | TimeoutException e) {
            return Outcome.FAILED;
        } finally {
            waiting.release();
        }
    }
}
