package org.presencehub.transport;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Function;
import org.presencehub.connection.Connection;
import org.presencehub.connection.Connections;
import org.presencehub.identity.Caller;
import org.presencehub.identity.http.Query;
import org.presencehub.identity.http.RequestAuthenticator;

/**
 * Knows the tokens that a hub's connections were accepted with. Thread-safe.
 *
 * <p>The token that a connection was opened with, or was given last, and the one before that, is good for its requests even when it has expired: clients cannot replace
 * it in mid-connection, and whether the connection ends then is a matter of configuration.
 */
final class AcceptedTokens {
    private final Connections connections;
    private final Function<String, Optional<Connection>> ended;

    /** @param ended finds a connection that has ended, whose client may come for its last words */
    AcceptedTokens(Connections connections, Function<String, Optional<Connection>> ended) {
        this.connections = connections;
        this.ended = ended;
    }

    /** {@return whom the token of the request has been accepted from, for the connection that the request is of} */
    Optional<Caller> caller(HttpServletRequest request, Query query) {
        Optional<Connection> connection =
                query.value("id").flatMap(id -> connections.byToken(id).or(() -> ended.apply(id)));
        return RequestAuthenticator.token(request, query)
                .flatMap(token -> connection.flatMap(each -> accepted(token, each)));
    }

    private static Optional<Caller> accepted(String token, Connection connection) {
        return connection.known().stream()
                .filter(caller -> caller.isNamedBy(token))
                .findFirst();
    }
}
