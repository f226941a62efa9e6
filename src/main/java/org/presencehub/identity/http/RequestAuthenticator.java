package org.presencehub.identity.http;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.presencehub.auth.TokenRefusedException;
import org.presencehub.auth.TokenVerifier;
import org.presencehub.identity.Caller;
import org.presencehub.stereotype.Component;

/** Finds out who sends a request, and whether they may have what they ask for: one verification per request. Thread-safe. */
@Component
public final class RequestAuthenticator {
    private static final String SCHEME = "Bearer ";

    private final TokenVerifier verifier;

    /** @param verifier judges the tokens */
    @Inject
    public RequestAuthenticator(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    /**
     * {@return who sends the request, and may have the resource}
     *
     * @throws RequestRefusedException with 401 if the token is bad or missing, with 403 if none of the caller's roles suffices
     */
    public Caller authenticate(HttpServletRequest request, Query query, ProtectedResource resource)
            throws RequestRefusedException {
        Optional<String> token = token(request, query);
        Caller caller =
                token.isPresent() ? verified(token.get(), request, resource) : loggedIn(request, resource.roles());
        if (resource.access().permits(caller)) {
            return caller;
        }
        throw caller.principal() == null
                ? RequestRefusedException.withoutToken(resource.path(), resource.noToken())
                : RequestRefusedException.forbidden(resource.path(), resource.noRole());
    }

    private Caller verified(String token, HttpServletRequest request, ProtectedResource resource)
            throws RequestRefusedException {
        try {
            return Caller.of(verifier.verify(token), userAgent(request));
        } catch (TokenRefusedException e) {
            throw RequestRefusedException.withBadToken(resource.path(), e);
        }
    }

    /**
     * {@return the token that the request brings, which nobody has verified}
     *
     * <p>Browsers cannot set headers on a WebSocket, so there the token comes in the query.
     */
    public static Optional<String> token(HttpServletRequest request, Query query) {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.of(header.substring(SCHEME.length()).strip());
        }
        return query.value("access_token");
    }

    /**
     * {@return whom the container itself has logged in, or nobody}
     *
     * @param roles those that the container is asked about
     */
    public static Caller loggedIn(HttpServletRequest request, Collection<String> roles) {
        Principal principal = request.getUserPrincipal();
        return principal == null
                ? Caller.anonymous(userAgent(request), RemoteAddress.of(request))
                : new Caller(
                        principal,
                        roles.stream().filter(request::isUserInRole).collect(Collectors.toSet()),
                        null,
                        userAgent(request));
    }

    /** Scripts cannot set {@code User-Agent} in every browser, so SignalR's clients have a header of their own for those. */
    private static String userAgent(HttpServletRequest request) {
        return Stream.of("User-Agent", "X-SignalR-User-Agent")
                .map(request::getHeader)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }
}
