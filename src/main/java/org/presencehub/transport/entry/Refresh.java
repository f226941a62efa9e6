package org.presencehub.transport.entry;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.presencehub.connection.Connection;
import org.presencehub.connection.HubRoute;
import org.presencehub.connection.TokenRefreshes.Outcome;
import org.presencehub.http.HeldResponse;
import org.presencehub.http.RequestBody;
import org.presencehub.http.RequestDeadlines;
import org.presencehub.http.RequestHead;
import org.presencehub.identity.Caller;
import org.presencehub.identity.http.PlainResponse;
import org.presencehub.identity.http.RefusalLog;
import org.presencehub.identity.http.RequestRefusedException;

/** Takes a fresh token for a living connection: {@code POST {hub}/refresh} of SignalR 11. Thread-safe. */
public final class Refresh {
    /** Names the connection by its secret token, unlike every other request, whose query does. */
    private static final String CONNECTION = "X-SignalR-Connection-Token";

    private static final String UNKNOWN = "connection_not_found";
    private static final int TOO_MANY_REQUESTS = 429; // RFC 6585

    private final HubRoute route;
    private final RequestDeadlines deadlines;
    private final Patient patient = new Patient();

    public Refresh(HubRoute route, RequestDeadlines deadlines) {
        this.route = route;
        this.deadlines = deadlines;
    }

    /** Refuses where there is no such path: before anybody is asked for a token. */
    public void require() throws RequestRefusedException {
        if (!route.refreshes().areOn()) {
            throw RequestRefusedException.of(HttpServletResponse.SC_NOT_FOUND, "");
        }
    }

    /** The answer waits for the gates of the application, without a thread, and not for the hub to hear of it. */
    public void answer(Exchange exchange) throws IOException, RequestRefusedException {
        HttpServletRequest request = exchange.request();
        if (!request.getMethod().equals("POST")) {
            throw RequestRefusedException.methodNotAllowed("POST", "");
        }
        Connection connection = connection(request);
        CompletableFuture<Outcome> outcome = route.refreshes().refresh(connection, exchange.caller());
        if (outcome.isDone() || !request.isAsyncSupported()) {
            answer(patient.await(connection, outcome), connection, exchange.caller())
                    .send(exchange.response());
        } else {
            hold(exchange, connection, outcome);
        }
    }

    private void hold(Exchange exchange, Connection connection, CompletionStage<Outcome> outcome) throws IOException {
        boolean rest = !RequestBody.hasCome(exchange.request());
        long held = RequestHead.weight(exchange.request()) + exchange.caller().weight();
        HeldResponse response = HeldResponse.hold(exchange.request(), exchange.response(), broken -> {});
        connection.hold(held);
        outcome.whenComplete((known, failure) -> {
            connection.hold(-held);
            PlainResponse answer = answer(failure == null ? known : Outcome.FAILED, connection, exchange.caller());
            response.limit(deadlines);
            response.endWith(answer.status(), answer.headers(), answer.text().getBytes(UTF_8), rest);
        });
    }

    private Connection connection(HttpServletRequest request) throws RequestRefusedException {
        List<String> names = Collections.list(request.getHeaders(CONNECTION));
        if (names.isEmpty() || names.get(0).isEmpty()) {
            throw RequestRefusedException.error(HttpServletResponse.SC_BAD_REQUEST, "missing_connection_token");
        }
        String token = String.join(",", names);
        Connection connection = route.connections()
                .byToken(token)
                .orElseThrow(() -> route.connections().isDirect(token)
                        ? unsupported()
                        : RequestRefusedException.error(HttpServletResponse.SC_NOT_FOUND, UNKNOWN));
        if (connection.isTokenPublic()) {
            throw unsupported();
        }
        return connection;
    }

    /** A client that has not negotiated, or by version 0, has no secret to name its connection by. */
    private static RequestRefusedException unsupported() {
        return RequestRefusedException.error(HttpServletResponse.SC_BAD_REQUEST, "unsupported_negotiate_version");
    }

    private PlainResponse answer(Outcome outcome, Connection connection, Caller shown) {
        return switch (outcome) {
            case REFRESHED -> accepted(shown);
            case OLDER, UNDECIDED -> accepted(shown.endsBefore(connection.caller()) ? shown : connection.caller());
            case OTHER_USER -> refused("user_changed", "the connection " + connection.id() + " is of another user");
            case REJECTED -> rejected(route.path(), connection);
            case FAILED -> new PlainResponse(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, Map.of(), "");
            case TOO_MANY -> PlainResponse.error(TOO_MANY_REQUESTS, "too_many_refreshes");
            case ENDED -> PlainResponse.error(HttpServletResponse.SC_NOT_FOUND, UNKNOWN);
        };
    }

    private static PlainResponse accepted(Caller counting) {
        return PlainResponse.json(HttpServletResponse.SC_OK, "{" + TokenLifetime.member(counting, Instant.now()) + "}");
    }

    private PlainResponse refused(String error, String cause) {
        RefusalLog.refused(route.path(), cause);
        return PlainResponse.error(HttpServletResponse.SC_FORBIDDEN, error);
    }

    /** {@return what a client is told whose token the application does not want to count} */
    public static PlainResponse rejected(String path, Connection connection) {
        RefusalLog.refused(
                path, "a gate of the application refused another token for the connection " + connection.id());
        return PlainResponse.error(HttpServletResponse.SC_FORBIDDEN, "permission_change_rejected");
    }
}
