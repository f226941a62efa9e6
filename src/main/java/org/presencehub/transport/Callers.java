package org.presencehub.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.security.Principal;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.presencehub.auth.AccessToken;
import org.presencehub.auth.ClaimOptions;
import org.presencehub.auth.TokenRefusedException;
import org.presencehub.auth.TokenVerifier;
import org.presencehub.config.Settings;
import org.presencehub.connection.Connection;
import org.presencehub.connection.HubRoute;
import org.presencehub.identity.Access;
import org.presencehub.identity.Caller;
import org.presencehub.stereotype.Component;

/** Finds out who sends a request, and whether they may use the hub: one verification per request. Thread-safe. */
@Component
final class Callers {
    private static final String SCHEME = "Bearer ";

    private final TokenVerifier verifier;

    @Inject
    Callers(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    /** {@return who sends the request} */
    Caller caller(HttpServletRequest request, Query query, HubRoute route) throws Refusal {
        Caller caller = identify(request, query, route);
        if (route.access().permits(caller)) {
            return caller;
        }
        if (caller.principal() == null) {
            throw Refusal.unauthorized(
                    "Bearer",
                    TransportLog.refused(
                            route.path(),
                            "the request brings no token, and " + Settings.OPEN_HUBS + " does not list the hub"));
        }
        throw Refusal.forbidden(TransportLog.refused(
                route.path(),
                "the token gives none of the roles that the hub asks for: " + wanted(route.access()) + " ("
                        + ClaimOptions.ROLES + " says where its roles are)"));
    }

    /**
     * {@return who sends a request of a connection}
     *
     * <p>The token that it was opened with, or was given last, is good for its requests even when it has expired: clients cannot replace it
     * in mid-connection, and whether the connection ends then is a matter of configuration.
     *
     * @param ended finds one that has ended, whose client may come for its last words
     */
    Caller callerOfConnection(
            HttpServletRequest request, Query query, HubRoute route, Function<String, Optional<Connection>> ended)
            throws Refusal {
        Optional<Connection> connection =
                query.value("id").flatMap(id -> route.connections().byToken(id).or(() -> ended.apply(id)));
        Optional<Caller> bound = token(request, query).flatMap(token -> connection.flatMap(each -> bound(token, each)));
        return bound.isPresent() ? bound.get() : caller(request, query, route);
    }

    /** {@return whom this very token has been accepted from for the connection} */
    private static Optional<Caller> bound(String token, Connection connection) {
        return Stream.of(connection.opener(), connection.caller())
                .filter(caller -> isToken(token, caller))
                .findFirst();
    }

    private static boolean isToken(String token, Caller caller) {
        return caller.principal() instanceof JsonWebToken bound
                && MessageDigest.isEqual(
                        token.getBytes(UTF_8), bound.getRawToken().getBytes(UTF_8));
    }

    private Caller identify(HttpServletRequest request, Query query, HubRoute route) throws Refusal {
        Optional<String> token = token(request, query);
        if (token.isPresent()) {
            return verify(token.get(), request, route);
        }
        Principal principal = request.getUserPrincipal(); // a login that the container itself has established
        return principal == null
                ? new Caller(null, Set.of(), null, userAgent(request))
                : new Caller(
                        principal,
                        route.roles().stream().filter(request::isUserInRole).collect(Collectors.toSet()),
                        null,
                        userAgent(request));
    }

    private Caller verify(String token, HttpServletRequest request, HubRoute route) throws Refusal {
        try {
            AccessToken verified = verifier.verify(token);
            return new Caller(verified, verified.roles(), verified.refusedFrom(), userAgent(request));
        } catch (TokenRefusedException e) {
            String id = TransportLog.refused(route.path(), String.valueOf(e.getMessage()));
            throw Refusal.unauthorized(
                    "Bearer error=\"" + e.error() + "\", error_description=\"" + e.errorDescription() + "\"", id);
        }
    }

    /** Browsers cannot set headers on a WebSocket, so there the token comes in the query. */
    private static Optional<String> token(HttpServletRequest request, Query query) {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.of(header.substring(SCHEME.length()).strip());
        }
        return query.value("access_token");
    }

    /** Scripts cannot set {@code User-Agent} in every browser, so SignalR's clients have a header of their own for those. */
    private static String userAgent(HttpServletRequest request) {
        return Stream.of("User-Agent", "X-SignalR-User-Agent")
                .map(request::getHeader)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    private static String wanted(Access access) {
        return access instanceof Access.Roles roles ? roles.roles().toString() : "any";
    }
}
