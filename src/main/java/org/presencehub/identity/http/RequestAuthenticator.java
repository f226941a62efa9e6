package org.presencehub.identity.http;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.presencehub.auth.AccessToken;
import org.presencehub.auth.TokenRefusedException;
import org.presencehub.auth.TokenVerifier;
import org.presencehub.identity.Caller;
import org.presencehub.stereotype.Component;

/** Finds out who sends a request, and whether they may have what they ask for: one verification per request. Thread-safe. */
@Component
public final class RequestAuthenticator {
    private static final String AUTHORIZATION = "Authorization";
    private static final String SCHEME = "Bearer ";

    /** What WildFly calls the login by OpenID Connect, which looks at tokens first, and at sessions where none comes. */
    private static final String OIDC = "OIDC";

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
        requireShortName(caller, resource);
        if (resource.access().permits(caller)) {
            return caller;
        }
        throw caller.principal() == null
                ? RequestRefusedException.withoutToken(resource.path(), resource.noToken() + noLogin(request))
                : RequestRefusedException.forbidden(resource.path(), resource.noRole());
    }

    /** Whose login has ended may not know that, and looks for a token in vain. */
    private static String noLogin(HttpServletRequest request) {
        return formerSession(request).isEmpty()
                ? ""
                : "; the HTTP session that its cookie names is no login, or no login any more: the user has to log in (again)";
    }

    /** A token's is measured when it is verified; this is for the container's login. */
    private static void requireShortName(Caller caller, ProtectedResource resource) throws RequestRefusedException {
        String user = caller.userId();
        if (user != null && user.length() > AccessToken.LONGEST_USER_ID) {
            throw RequestRefusedException.forbidden(
                    resource.path(),
                    "the name of the user whom the container has logged in is " + user.length()
                            + " characters long, while " + AccessToken.LONGEST_USER_ID + " are the most");
        }
    }

    private Caller verified(String token, HttpServletRequest request, ProtectedResource resource)
            throws RequestRefusedException {
        try {
            return Caller.of(verifier.verify(token), userAgent(request));
        } catch (TokenRefusedException e) {
            if (isLoginBy(token, request)) {
                return loggedIn(request, resource.roles());
            }
            throw RequestRefusedException.withBadToken(resource.path(), e);
        }
    }

    /** An application whose own login takes tokens has judged this one before, by its own keys. */
    private static boolean isLoginBy(String token, HttpServletRequest request) {
        return (OIDC.equals(request.getAuthType()) && isBearer(request.getHeader(AUTHORIZATION)))
                || (request.getUserPrincipal() instanceof JsonWebToken login && token.equals(login.getRawToken()));
    }

    /**
     * {@return the token that the request brings, which nobody has verified}
     *
     * <p>Browsers cannot set headers on a WebSocket, so there the token comes in the query.
     */
    public static Optional<String> token(HttpServletRequest request, Query query) {
        String header = request.getHeader(AUTHORIZATION);
        if (header != null && isBearer(header)) {
            return Optional.of(header.substring(SCHEME.length()).strip());
        }
        return query.value("access_token");
    }

    private static boolean isBearer(@Nullable String header) {
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** Whoever shows a password, a token or a certificate does so with each request. */
    private static @Nullable String session(HttpServletRequest request) {
        boolean shown = request.getHeader(AUTHORIZATION) != null
                || HttpServletRequest.CLIENT_CERT_AUTH.equals(request.getAuthType());
        HttpSession session = shown ? null : request.getSession(false);
        return session == null ? null : session.getId();
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
                : Caller.loggedIn(
                        principal,
                        roles.stream().filter(request::isUserInRole).collect(Collectors.toSet()),
                        session(request),
                        userAgent(request));
    }

    /** {@return by what the request names an HTTP session that nobody is logged in by, if it does} It may have been somebody's. */
    public static Optional<String> formerSession(HttpServletRequest request) {
        return request.getUserPrincipal() == null
                ? Optional.ofNullable(request.getRequestedSessionId())
                : Optional.empty();
    }

    /** {@return whom the container knows the request to be of, if anybody} */
    public static Optional<String> user(HttpServletRequest request) {
        return Optional.ofNullable(request.getUserPrincipal()).map(Principal::getName);
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
