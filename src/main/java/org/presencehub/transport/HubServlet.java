package org.presencehub.transport;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.presencehub.connection.Caller;
import org.presencehub.connection.Connection;
import org.presencehub.connection.HubRoute;
import org.presencehub.connection.TooManyConnectionsException;

/**
 * All roles of one hub's path: negotiate, and what transports do there (TransportProtocols.md). Thread-safe.
 *
 * <p>Origin, token and id are checked here, once and with real statuses; then a transport takes over.
 */
final class HubServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final int TOO_MANY_REQUESTS = 429; // RFC 6585
    private static final String LONG_POLLING = "LongPolling";
    private static final String SERVER_SENT_EVENTS = "ServerSentEvents";

    private final transient HubRoute route;
    private final transient Callers callers;
    private final transient Origins origins;
    private final transient Negotiation negotiation;
    private transient @Nullable WebSocketUpgrade webSockets;

    HubServlet(HubRoute route, Callers callers, Origins origins) {
        this.route = route;
        this.callers = callers;
        this.origins = origins;
        this.negotiation = new Negotiation(route);
    }

    @Override
    public void init() {
        webSockets = new WebSocketUpgrade(getServletContext());
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            serve(request, response);
        } catch (Refusal e) {
            e.answer(response);
        } catch (TooManyConnectionsException e) {
            TransportLog.refused(route.path(), String.valueOf(e.getMessage()));
            Refusal.of(TOO_MANY_REQUESTS, String.valueOf(e.getMessage())).answer(response);
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException, Refusal {
        String below = Optional.ofNullable(request.getPathInfo()).orElse("/");
        boolean negotiate = below.equals("/negotiate") || below.equals("/negotiate/");
        if (!negotiate && !below.equals("/")) {
            throw Refusal.of(HttpServletResponse.SC_NOT_FOUND, "");
        }
        origins.check(request, response);
        if (Origins.isPreflight(request)) {
            Origins.answerPreflight(request, response);
            return;
        }
        Query query = Query.of(request.getQueryString());
        Caller caller = callers.caller(request, query, route);
        if (negotiate) {
            negotiate(caller, query, request, response);
        } else {
            connect(caller, query, request, response);
        }
    }

    private void negotiate(Caller caller, Query query, HttpServletRequest request, HttpServletResponse response)
            throws IOException, Refusal {
        if (!request.getMethod().equals("POST")) {
            throw Refusal.methodNotAllowed();
        }
        negotiation.answer(caller, query, response);
    }

    private void connect(Caller caller, Query query, HttpServletRequest request, HttpServletResponse response)
            throws IOException, Refusal {
        boolean webSocket = WebSocketUpgrade.isAskedFor(request) && !acceptsEvents(request);
        switch (request.getMethod()) {
            case "GET" -> {
                if (!webSocket || webSockets == null) {
                    existing(caller, query);
                    throw poll(request);
                }
                attach(connectionFor(caller, query), webSockets, request, response);
            }
            case "POST" -> throw send(existing(caller, query));
            case "DELETE" -> {
                existing(caller, query);
                throw Refusal.of(
                        HttpServletResponse.SC_BAD_REQUEST,
                        "Cannot terminate this connection using the DELETE endpoint.");
            }
            default -> throw Refusal.methodNotAllowed();
        }
    }

    private static void attach(
            Connection connection,
            WebSocketUpgrade webSockets,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, Refusal {
        if (!connection.reserve()) {
            throw Refusal.of(HttpServletResponse.SC_CONFLICT, "");
        }
        webSockets.upgrade(connection, request, response);
    }

    /** Without an id a WebSocket opens a connection of its own: the client has skipped the negotiation. */
    private Connection connectionFor(Caller caller, Query query) throws Refusal {
        return query.value("id").isPresent()
                ? existing(caller, query)
                : opened(route, route.connections().open(caller));
    }

    private static boolean acceptsEvents(HttpServletRequest request) {
        String accept = Optional.ofNullable(request.getHeader("Accept")).orElse("");
        return Stream.of(accept.toLowerCase(Locale.ROOT).split(","))
                .anyMatch(type -> type.strip().equals("text/event-stream"));
    }

    private static Refusal poll(HttpServletRequest request) {
        return switchedOff(acceptsEvents(request) ? SERVER_SENT_EVENTS : LONG_POLLING);
    }

    private static Refusal send(Connection connection) {
        return connection.transport() == null
                ? switchedOff(LONG_POLLING)
                : Refusal.of(
                        HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                        "POST requests are not allowed for WebSocket connections.");
    }

    private static Refusal switchedOff(String transport) {
        return Refusal.of(
                HttpServletResponse.SC_NOT_FOUND, transport + " transport not supported by this end point type");
    }

    /** {@return the connection whose token the query has} A token of another user opens no door, unlike in the reference. */
    private Connection existing(Caller caller, Query query) throws Refusal {
        String token = query.value("id")
                .orElseThrow(() -> Refusal.of(HttpServletResponse.SC_BAD_REQUEST, "Connection ID required"));
        Connection connection = route.connections()
                .byToken(token)
                .orElseThrow(() -> Refusal.of(HttpServletResponse.SC_NOT_FOUND, "No Connection with that ID"));
        if (!connection.caller().sameUser(caller)) {
            throw Refusal.forbidden(
                    TransportLog.refused(route.path(), "the connection " + connection.id() + " is of another user"));
        }
        return connection;
    }

    static Connection opened(HubRoute route, Optional<Connection> connection) throws Refusal {
        if (connection.isEmpty()) {
            TransportLog.full(route.path());
            throw Refusal.of(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Too many connections");
        }
        return connection.get();
    }
}
