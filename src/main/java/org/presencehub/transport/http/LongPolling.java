package org.presencehub.transport.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.Connection;
import org.presencehub.connection.ShownToken;
import org.presencehub.connection.TokenRefreshes.Outcome;
import org.presencehub.connection.outbound.Transport;
import org.presencehub.http.HeldResponse;
import org.presencehub.http.RequestHead;
import org.presencehub.identity.http.PlainResponse;
import org.presencehub.identity.http.RefusalLog;
import org.presencehub.identity.http.RequestRefusedException;
import org.presencehub.transport.entry.ConnectionLookup;
import org.presencehub.transport.entry.Exchange;
import org.presencehub.transport.entry.Refresh;
import org.presencehub.transport.entry.TransferFormat;
import org.presencehub.transport.entry.TransportEntry;
import org.presencehub.transport.options.PollTimeouts;

/** What polls a hub, and ends that (TransportProtocols.md, Long Polling). Thread-safe. */
public final class LongPolling implements TransportEntry {
    private final String hub;
    private final ConnectionLookup lookup;
    private final PollTimeouts timeouts;
    private final PolledConnections polled;

    /**
     * @param hub its path
     * @param polled those of all hubs
     */
    public LongPolling(String hub, ConnectionLookup lookup, PollTimeouts timeouts, PolledConnections polled) {
        this.hub = hub;
        this.lookup = lookup;
        this.timeouts = timeouts;
        this.polled = polled;
    }

    /** {@return the connection with this token, as long as its client may come for its last words} */
    public Optional<Connection> polled(String token) {
        return polled.find(hub, token);
    }

    @Override
    public HubTransport transport() {
        return HubTransport.LONG_POLLING;
    }

    @Override
    public Set<TransferFormat> formats() {
        return EnumSet.allOf(TransferFormat.class);
    }

    /** Whoever asks for nothing else. */
    @Override
    public boolean isAskedFor(HttpServletRequest request) {
        return true;
    }

    /** The first poll of a connection is answered at once: it only says that more will come. */
    @Override
    public void open(Exchange exchange) throws IOException, RequestRefusedException {
        PolledConnections.@Nullable Polled known = polled.find(hub, exchange);
        if (known == null) {
            begin(exchange, lookup.existing(exchange));
        } else {
            requireOwner(exchange, known.connection());
            lookup.allow(exchange, HubTransport.LONG_POLLING);
            ConnectionLookup.requireNoBody(exchange);
            lookup.used(exchange, known.connection());
            known.connection().carriedByRequestOf(RequestHead.weight(exchange.request()));
            hold(exchange, known);
        }
    }

    /** A client whose token has aged counts as somebody else where none is asked for. It shows a fresh one when it is told this, and polls again. */
    private void requireOwner(Exchange exchange, Connection connection) throws RequestRefusedException {
        boolean mayHaveAged = !exchange.caller().endsBefore(connection.caller());
        if (lookup.refreshes().areOn() && mayHaveAged && connection.judge(exchange.caller()) == ShownToken.OTHER_USER) {
            RefusalLog.refused(hub, "the connection " + connection.id() + " is of another user");
            throw RequestRefusedException.error(HttpServletResponse.SC_CONFLICT, "authentication_refresh_required");
        }
        lookup.requireOwner(exchange, connection);
    }

    private void begin(Exchange exchange, Connection connection) throws RequestRefusedException {
        lookup.claim(exchange, connection, HubTransport.LONG_POLLING);
        LongPollingTransport transport = new LongPollingTransport(timeouts, connection::clientGone);
        polled.add(connection, transport);
        connection.onEnd(reason -> polled.ended(connection));
        if (!connection.attach(transport)) {
            polled.forget(connection);
            transport.close(DisconnectReason.NEVER_ATTACHED);
            throw lookup.unknown();
        }
        describe(exchange.response());
        exchange.response().setContentLength(0);
    }

    /** With a token that nobody has shown before it waits for the gates of the application first. */
    private void hold(Exchange exchange, PolledConnections.Polled known) throws IOException, RequestRefusedException {
        CompletionStage<Outcome> outcome = lookup.isRefresh(exchange, known.connection())
                ? lookup.refreshes().refresh(known.connection(), exchange.caller())
                : CompletableFuture.completedFuture(Outcome.OLDER);
        describe(exchange.response());
        HeldResponse poll = HeldResponse.hold(exchange.request(), exchange.response(), known.transport()::pollBroken);
        known.transport().expectPoll();
        outcome.whenComplete((found, failure) -> go(failure == null ? found : Outcome.FAILED, poll, known));
    }

    private void go(Outcome outcome, HeldResponse poll, PolledConnections.Polled known) {
        known.transport().pollDecided();
        switch (outcome) {
            case REFRESHED, OLDER, UNDECIDED, OTHER_USER, TOO_MANY, ENDED ->
                known.transport().poll(poll);
            case REJECTED -> {
                known.connection().end(DisconnectReason.REFUSED_BY_HUB);
                polled.forget(known.connection());
                PlainResponse answer = Refresh.rejected(hub, known.connection());
                poll.endWith(answer.status(), answer.headers(), answer.text().getBytes(UTF_8), false);
            }
            case FAILED -> poll.endWith(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
    }

    private static void describe(HttpServletResponse response) {
        response.setContentType("application/octet-stream");
        response.setHeader("Cache-Control", "no-cache, no-store");
        response.setHeader("Pragma", "no-cache");
        response.setHeader("Expires", "Thu, 01 Jan 1970 00:00:00 GMT");
    }

    /** The client says goodbye, and its held poll ends. */
    public void end(Exchange exchange) throws RequestRefusedException {
        Connection connection = lookup.existing(exchange);
        Transport carrier = connection.transport();
        if (!(carrier instanceof LongPollingTransport)) {
            throw RequestRefusedException.of(
                    HttpServletResponse.SC_BAD_REQUEST, "Cannot terminate this connection using the DELETE endpoint.");
        }
        connection.transportClosed(DisconnectReason.GOODBYE);
        polled.forget(connection);
        exchange.response().setStatus(HttpServletResponse.SC_ACCEPTED);
        exchange.response().setContentLength(0);
    }
}
