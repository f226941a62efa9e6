package org.presencehub.transport.websocket;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.Connection;
import org.presencehub.connection.TokenRefreshes.Outcome;
import org.presencehub.identity.http.RequestRefusedException;
import org.presencehub.transport.entry.ConnectionLookup;
import org.presencehub.transport.entry.Exchange;
import org.presencehub.transport.entry.Patient;
import org.presencehub.transport.entry.Refresh;
import org.presencehub.transport.entry.TransferFormat;
import org.presencehub.transport.entry.TransportEntry;

/** What opens a WebSocket (TransportProtocols.md, WebSockets). Thread-safe. */
public final class WebSockets implements TransportEntry {
    private final Patient patient = new Patient();
    private final ConnectionLookup lookup;
    private final WebSocketUpgrade upgrade;

    public WebSockets(ConnectionLookup lookup, WebSocketUpgrade upgrade) {
        this.lookup = lookup;
        this.upgrade = upgrade;
    }

    @Override
    public HubTransport transport() {
        return HubTransport.WEB_SOCKETS;
    }

    @Override
    public Set<TransferFormat> formats() {
        return EnumSet.allOf(TransferFormat.class);
    }

    @Override
    public boolean isAskedFor(HttpServletRequest request) {
        return OpeningHandshake.isBegun(request);
    }

    @Override
    public void open(Exchange exchange) throws IOException, RequestRefusedException {
        OpeningHandshake.require(exchange.request(), exchange.response());
        Connection connection = connection(exchange);
        boolean comesBack = connection.hasBegun();
        lookup.claim(exchange, connection, HubTransport.WEB_SOCKETS);
        if (comesBack && lookup.isRefresh(exchange, connection)) {
            refresh(exchange, connection);
        }
        upgrade.upgrade(connection, exchange.request(), exchange.response());
    }

    /** Without an id a WebSocket opens a connection of its own: the client has skipped the negotiation. */
    private Connection connection(Exchange exchange) throws RequestRefusedException {
        if (exchange.query().value("id").isPresent()) {
            return lookup.existing(exchange);
        }
        lookup.allow(exchange, HubTransport.WEB_SOCKETS);
        return lookup.openedDirectly(exchange);
    }

    /** Containers upgrade a request on the thread that it came on, so that has to wait where the application is asked. */
    private void refresh(Exchange exchange, Connection connection) throws RequestRefusedException {
        CompletableFuture<Outcome> asked = lookup.refreshes().refresh(connection, exchange.caller());
        CompletionStage<Outcome> answered = asked;
        answered.thenAccept(outcome -> endIfRejected(connection, outcome)); // also if the answer comes late
        Outcome outcome = patient.await(connection, asked);
        if (outcome == Outcome.REJECTED) {
            throw RequestRefusedException.with(Refresh.rejected(connection.hub(), connection));
        }
        if (outcome == Outcome.FAILED) {
            throw RequestRefusedException.of(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "");
        }
    }

    private static void endIfRejected(Connection connection, Outcome outcome) {
        if (outcome == Outcome.REJECTED) {
            connection.end(DisconnectReason.REFUSED_BY_HUB);
        }
    }
}
