package org.presencehub.transport.login;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Function;
import org.presencehub.connection.Connection;
import org.presencehub.connection.Connections;
import org.presencehub.identity.Caller;
import org.presencehub.identity.http.Query;
import org.presencehub.identity.http.RequestAuthenticator;

/**
 * Knows whom a hub's connections were opened by. Thread-safe.
 *
 * <p>The token that a connection was opened with, or was given last, and the one before that, is good for its requests even when it has expired: clients cannot replace
 * it in mid-connection, and whether the connection ends then is a matter of configuration. So is a session of the application's own login that no
 * request has come for.
 */
public final class AcceptedCallers {
    private final Connections connections;
    private final Function<String, Optional<Connection>> ended;
    private final LoginSessions sessions;

    /** @param ended finds a connection that has ended, whose client may come for its last words */
    public AcceptedCallers(
            Connections connections, Function<String, Optional<Connection>> ended, LoginSessions sessions) {
        this.connections = connections;
        this.ended = ended;
        this.sessions = sessions;
    }

    /** {@return whom the request's token or session has been accepted from, for the connection that the request is of} */
    public Optional<Caller> of(HttpServletRequest request, Query query) {
        Optional<Connection> connection =
                query.value("id").flatMap(id -> connections.byToken(id).or(() -> ended.apply(id)));
        Optional<String> token = RequestAuthenticator.token(request, query);
        return connection.flatMap(each -> token.isPresent() ? byToken(token.get(), each) : bySession(request, each));
    }

    private static Optional<Caller> byToken(String token, Connection connection) {
        return connection.knownCallers().stream()
                .filter(caller -> caller.isNamedBy(token))
                .findFirst();
    }

    /** A living session says itself who has it, and what has become of that. */
    private Optional<Caller> bySession(HttpServletRequest request, Connection connection) {
        return RequestAuthenticator.formerSession(request)
                .flatMap(session -> connection.knownCallers().stream()
                        .filter(caller -> caller.isOfSession(session)
                                || (caller.hasSession() && sessions.isOf(connection, session)))
                        .findFirst());
    }
}
