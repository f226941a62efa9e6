package org.presencehub.transport;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.presencehub.config.Settings;
import org.presencehub.connection.HubRoute;
import org.presencehub.connection.TooManyConnectionsException;
import org.presencehub.http.NonBlockingServlet;
import org.presencehub.http.RequestDeadlines;
import org.presencehub.identity.Caller;
import org.presencehub.identity.http.PlainResponse;
import org.presencehub.identity.http.ProtectedResource;
import org.presencehub.identity.http.Query;
import org.presencehub.identity.http.RefusalLog;
import org.presencehub.identity.http.RequestAuthenticator;
import org.presencehub.identity.http.RequestRefusedException;
import org.presencehub.transport.descriptor.AsyncSuspects;
import org.presencehub.transport.entry.ConnectionLookup;
import org.presencehub.transport.entry.Exchange;
import org.presencehub.transport.entry.Negotiation;
import org.presencehub.transport.entry.Offer;
import org.presencehub.transport.entry.Origins;
import org.presencehub.transport.entry.Refresh;
import org.presencehub.transport.entry.Role;
import org.presencehub.transport.entry.TransportEntry;
import org.presencehub.transport.http.LongPolling;
import org.presencehub.transport.http.PolledConnections;
import org.presencehub.transport.http.PostedBodies;
import org.presencehub.transport.http.ServerSentEvents;
import org.presencehub.transport.login.AcceptedCallers;
import org.presencehub.transport.login.LoginSessions;
import org.presencehub.transport.options.TransportOptions;
import org.presencehub.transport.websocket.WebSocketUpgrade;
import org.presencehub.transport.websocket.WebSockets;

/**
 * All roles of one hub's path: negotiate, and what transports do there (TransportProtocols.md). Thread-safe.
 *
 * <p>Origin, token and id are checked here, once and with real statuses; then a transport takes over.
 */
final class HubServlet extends NonBlockingServlet {
    private static final long serialVersionUID = 1;
    private static final int TOO_MANY_REQUESTS = 429; // RFC 6585

    /** Room for the longest token that is read, and 2 KiB more. */
    private static final int LONGEST_QUERY = 18 * 1024;

    private final transient HubRoute route;
    private final transient RequestAuthenticator authenticator;
    private final transient ProtectedResource resource;
    private final transient AcceptedCallers acceptedCallers;
    private final transient Origins origins;
    private final transient Negotiation negotiation;
    private final transient Refresh refresh;
    private final transient PostedBodies postedBodies;
    private final transient LongPolling longPolling;
    private final transient List<TransportEntry> entries; // the first that a client asks for is taken

    HubServlet(
            HubRoute route,
            RequestAuthenticator authenticator,
            TransportOptions options,
            RequestDeadlines deadlines,
            PolledConnections polled,
            LoginSessions sessions) {
        super(deadlines);
        this.route = route;
        this.authenticator = authenticator;
        resource = new ProtectedResource("hub", route.path(), route.access(), roles(options), Settings.OPEN_HUBS);
        origins = new Origins(options.origins());
        Offer offer = new Offer(route, this::asyncSuspects);
        ConnectionLookup lookup = new ConnectionLookup(route, offer, sessions);
        refresh = new Refresh(route, deadlines);
        postedBodies = new PostedBodies(route, lookup, deadlines);
        longPolling = new LongPolling(route.path(), lookup, options.polls(), polled);
        entries = List.of(
                new ServerSentEvents(lookup),
                new WebSockets(lookup, new WebSocketUpgrade(this::getServletContext)),
                longPolling);
        negotiation = new Negotiation(route, lookup, offer, entries, options.oldestNegotiation());
        acceptedCallers = new AcceptedCallers(route.connections(), longPolling::polled, sessions);
    }

    /** Those that the application's own login is asked about. */
    private Set<String> roles(TransportOptions options) {
        Set<String> roles = new HashSet<>(route.roles());
        roles.addAll(options.login().roles());
        return roles;
    }

    private List<String> asyncSuspects() {
        return AsyncSuspects.of(getServletContext(), route.path(), getServletName());
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store"); // a refusal is no less for this one client than a message
        try {
            serve(request, response);
        } catch (RequestRefusedException e) {
            e.answer(response);
        } catch (TooManyConnectionsException e) {
            RefusalLog.refused(route.path(), String.valueOf(e.getMessage()));
            PlainResponse.of(TOO_MANY_REQUESTS, String.valueOf(e.getMessage())).send(response);
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response)
            throws IOException, RequestRefusedException {
        String below = Optional.ofNullable(request.getPathInfo()).orElse("/");
        origins.check(request, response);
        if (Origins.isPreflight(request)) {
            Origins.answerPreflight(request, response);
            return;
        }
        Role role = Role.at(below)
                .orElseThrow(() -> RequestRefusedException.of(
                        HttpServletResponse.SC_NOT_FOUND,
                        "The hub is at " + request.getContextPath() + route.path() + ", and nothing is here."));
        if (role == Role.REFRESH) {
            refresh.require();
        }
        Query query = query(request);
        Exchange exchange = new Exchange(request, response, query, caller(role, request, query));
        switch (role) {
            case CONNECT -> connect(exchange);
            case NEGOTIATE -> negotiate(exchange);
            case REFRESH -> refresh.answer(exchange);
        }
    }

    private static Query query(HttpServletRequest request) throws RequestRefusedException {
        String text = request.getQueryString();
        if (text != null && text.length() > LONGEST_QUERY) {
            throw RequestRefusedException.of(
                    HttpServletResponse.SC_REQUEST_URI_TOO_LONG,
                    "A query of " + text.length() + " characters; at most " + LONGEST_QUERY + " are read.");
        }
        return Query.of(text);
    }

    /** Clients come as they began as long as the connection lasts. */
    private Caller caller(Role role, HttpServletRequest request, Query query) throws RequestRefusedException {
        Optional<Caller> accepted = role == Role.CONNECT ? acceptedCallers.of(request, query) : Optional.empty();
        return accepted.isPresent()
                ? accepted.get()
                : route.refreshes().limited(authenticator.authenticate(request, query, resource));
    }

    private void negotiate(Exchange exchange) throws IOException, RequestRefusedException {
        if (!exchange.request().getMethod().equals("POST")) {
            throw RequestRefusedException.methodNotAllowed("POST", "");
        }
        negotiation.answer(exchange);
    }

    private void connect(Exchange exchange) throws IOException, RequestRefusedException {
        switch (exchange.request().getMethod()) {
            case "GET" -> open(exchange);
            case "POST" -> postedBodies.receive(exchange);
            case "DELETE" -> longPolling.end(exchange);
            default -> throw RequestRefusedException.methodNotAllowed("GET, POST, DELETE", "");
        }
    }

    private void open(Exchange exchange) throws IOException, RequestRefusedException {
        for (TransportEntry entry : entries) {
            if (entry.isAskedFor(exchange.request())) {
                entry.open(exchange);
                return;
            }
        }
        throw new IllegalStateException("No way into the hub is for requests like this one.");
    }
}
