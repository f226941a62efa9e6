package org.presencehub.transport;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.presencehub.connection.HubRoute;
import org.presencehub.connection.TooManyConnectionsException;
import org.presencehub.identity.Caller;

/**
 * All roles of one hub's path: negotiate, and what transports do there (TransportProtocols.md). Thread-safe.
 *
 * <p>Origin, token and id are checked here, once and with real statuses; then a transport takes over.
 */
final class HubServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final int TOO_MANY_REQUESTS = 429; // RFC 6585

    private final transient HubRoute route;
    private final transient Callers callers;
    private final transient Origins origins;
    private final transient Doorkeeper doorkeeper;
    private final transient Negotiation negotiation;
    private final transient PostedBodies postedBodies;
    private final transient ServerSentEvents serverSentEvents;
    private final transient LongPolling longPolling;
    private transient @Nullable WebSockets webSockets;

    HubServlet(HubRoute route, Callers callers, TransportOptions options) {
        this.route = route;
        this.callers = callers;
        origins = new Origins(options.origins());
        Offer offer = new Offer(route, this::asyncSuspects);
        doorkeeper = new Doorkeeper(route, offer);
        negotiation = new Negotiation(route, doorkeeper, offer);
        postedBodies = new PostedBodies(route, doorkeeper);
        serverSentEvents = new ServerSentEvents(doorkeeper);
        longPolling = new LongPolling(doorkeeper, options.polls());
    }

    @Override
    public void init() {
        webSockets = new WebSockets(doorkeeper, new WebSocketUpgrade(getServletContext()));
    }

    private List<String> asyncSuspects() {
        return AsyncSuspects.of(getServletContext(), route.path(), getServletName());
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
        Role role = Role.at(below).orElseThrow(() -> Refusal.of(HttpServletResponse.SC_NOT_FOUND, ""));
        origins.check(request, response);
        if (Origins.isPreflight(request)) {
            Origins.answerPreflight(request, response);
            return;
        }
        Query query = Query.of(request.getQueryString());
        Exchange exchange = new Exchange(request, response, query, caller(role, request, query));
        switch (role) {
            case CONNECT -> connect(exchange);
            case NEGOTIATE -> negotiate(exchange);
            case REFRESH -> refresh(exchange);
        }
    }

    /** Clients show the token that they began with as long as the connection lasts. */
    private Caller caller(Role role, HttpServletRequest request, Query query) throws Refusal {
        return role == Role.CONNECT
                ? callers.callerOfConnection(request, query, route, longPolling::polled)
                : callers.caller(request, query, route);
    }

    private void negotiate(Exchange exchange) throws IOException, Refusal {
        if (!exchange.request().getMethod().equals("POST")) {
            throw Refusal.methodNotAllowed();
        }
        negotiation.answer(exchange);
    }

    /** A fresh token of the same user: the connection goes on for as long as it is good. */
    private void refresh(Exchange exchange) throws Refusal {
        if (!exchange.request().getMethod().equals("POST")) {
            throw Refusal.methodNotAllowed();
        }
        doorkeeper.existing(exchange);
        exchange.response().setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private void connect(Exchange exchange) throws IOException, Refusal {
        switch (exchange.request().getMethod()) {
            case "GET" -> open(exchange);
            case "POST" -> postedBodies.take(exchange);
            case "DELETE" -> longPolling.end(exchange);
            default -> throw Refusal.methodNotAllowed();
        }
    }

    /** A faulty upgrade is taken for a poll, as the reference does. */
    private void open(Exchange exchange) throws IOException, Refusal {
        if (ServerSentEvents.isAskedFor(exchange.request())) {
            serverSentEvents.open(exchange);
        } else if (WebSocketUpgrade.isAskedFor(exchange.request()) && webSockets != null) {
            webSockets.open(exchange);
        } else {
            longPolling.poll(exchange);
        }
    }
}
