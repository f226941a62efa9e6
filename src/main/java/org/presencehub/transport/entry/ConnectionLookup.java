package org.presencehub.transport.entry;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.presencehub.HubTransport;
import org.presencehub.connection.Connection;
import org.presencehub.connection.HubRoute;
import org.presencehub.connection.ShownToken;
import org.presencehub.connection.TokenRefreshes;
import org.presencehub.http.RequestBody;
import org.presencehub.identity.http.RequestRefusedException;
import org.presencehub.transport.login.LoginSessions;

/** Leads requests to their connections, and refuses those that may not go there, in the reference's own words. Thread-safe. */
public final class ConnectionLookup {
    /** By then another server has its place, or the load balancer knows. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final HubRoute route;
    private final Offer offer;
    private final LoginSessions sessions;

    /** @param sessions end connections with the login that opened them */
    public ConnectionLookup(HubRoute route, Offer offer, LoginSessions sessions) {
        this.route = route;
        this.offer = offer;
        this.sessions = sessions;
    }

    /** {@return the connection whose token the query has} */
    public Connection existing(Exchange exchange) throws RequestRefusedException {
        Connection connection = route.connections().byToken(token(exchange)).orElseThrow(this::unknown);
        requireOwner(exchange, connection);
        return connection;
    }

    /** {@return the token that the query has} */
    public static String token(Exchange exchange) throws RequestRefusedException {
        return exchange.query()
                .value("id")
                .orElseThrow(
                        () -> RequestRefusedException.of(HttpServletResponse.SC_BAD_REQUEST, "Connection ID required"));
    }

    /** While nobody new is let in, a load balancer that got the answer of another server wrong is told to try the next one. */
    public RequestRefusedException unknown() {
        return route.connections().isRefusing()
                ? refusing()
                : RequestRefusedException.of(HttpServletResponse.SC_NOT_FOUND, "No Connection with that ID");
    }

    private static RequestRefusedException refusing() {
        return RequestRefusedException.later("The server is stopping", RETRY_AFTER);
    }

    public static RequestRefusedException overloaded() {
        return RequestRefusedException.later("The server is short of memory", RETRY_AFTER);
    }

    /** A connection belongs to the user who negotiated it. */
    public void requireOwner(Exchange exchange, Connection connection) throws RequestRefusedException {
        if (connection.judge(exchange.caller()) == ShownToken.OTHER_USER) {
            throw RequestRefusedException.forbidden(
                    route.path(),
                    "the connection " + connection.id() + " is of another user",
                    "The user associated with this connection changed.");
        }
    }

    /** The owner polls, or comes by another socket, with a token that nobody has shown before. {@return whether it is to count} */
    public boolean isRefresh(Exchange exchange, Connection connection) {
        return route.refreshes().areOn() && connection.judge(exchange.caller()) == ShownToken.NEW;
    }

    public TokenRefreshes refreshes() {
        return route.refreshes();
    }

    /** {@return a new connection} */
    Connection opened(Exchange exchange) throws RequestRefusedException {
        return opened(exchange, route.connections().open(exchange.caller()));
    }

    /** {@return a new connection of somebody who has not negotiated} */
    public Connection openedDirectly(Exchange exchange) throws RequestRefusedException {
        return opened(exchange, route.connections().openDirectly(exchange.caller()));
    }

    private Connection opened(Exchange exchange, Optional<Connection> connection) throws RequestRefusedException {
        if (connection.isPresent()) {
            sessions.used(exchange.request(), exchange.caller(), connection.get());
            return connection.get();
        }
        if (route.connections().isRefusing()) {
            throw refusing();
        }
        if (!route.connections().mayHoldMore()) {
            throw overloaded();
        }
        TransportLog.full(route.path());
        throw RequestRefusedException.of(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Too many connections");
    }

    /** Refuses a transport that is switched off for this hub, or that a filter in front of it keeps from working. */
    public void allow(Exchange exchange, HubTransport transport) throws RequestRefusedException {
        if (!offer.to(exchange.request()).contains(transport)) {
            throw RequestRefusedException.of(
                    HttpServletResponse.SC_NOT_FOUND,
                    transport.title() + " transport not supported by this end point type");
        }
    }

    /** Reserves the connection for this transport, unless it has one already that may not be replaced. */
    public void claim(Exchange exchange, Connection connection, HubTransport transport) throws RequestRefusedException {
        allow(exchange, transport);
        if (isCarriedByOther(connection, transport)) {
            throw RequestRefusedException.of(
                    HttpServletResponse.SC_BAD_REQUEST, "Cannot change transports mid-connection");
        }
        boolean first = !connection.hasBegun();
        if (!connection.reserve()) {
            throw RequestRefusedException.of(HttpServletResponse.SC_CONFLICT, "");
        }
        used(exchange, connection);
        if (first && connection.judge(exchange.caller()) == ShownToken.NEW) {
            connection.refresh(exchange.caller()); // nobody has heard of the other one yet
        }
    }

    /** A response that is held goes out by itself: nobody comes back for the rest of a body. */
    public static void requireNoBody(Exchange exchange) throws RequestRefusedException {
        if (RequestBody.isStillToCome(exchange.request())) {
            throw RequestRefusedException.of(
                    HttpServletResponse.SC_BAD_REQUEST, "A request that waits for messages has no body.");
        }
    }

    /** The session that the request has may be another one than that which opened the connection. */
    public void used(Exchange exchange, Connection connection) {
        sessions.used(exchange.request(), exchange.caller(), connection);
    }

    /** A connection keeps its kind of transport while the transport is lost and may come back. */
    private static boolean isCarriedByOther(Connection connection, HubTransport transport) {
        return connection.transportKind().filter(kind -> kind != transport).isPresent();
    }

    public static boolean isCarriedBy(Connection connection, HubTransport transport) {
        return connection.transportKind().filter(kind -> kind == transport).isPresent();
    }
}
