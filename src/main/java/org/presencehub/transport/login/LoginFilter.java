package org.presencehub.transport.login;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.presencehub.identity.http.RequestAuthenticator;

/**
 * Sees who logs out, in front of all that the application has. Thread-safe.
 *
 * <p>Containers tell of sessions that end, but neither why, nor of {@code request.logout()}, which may leave the session.
 */
public final class LoginFilter extends HttpFilter {
    private static final long serialVersionUID = 1;

    private final transient LoginSessions sessions;

    public LoginFilter(LoginSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String named = request.getRequestedSessionId();
        Optional<String> before = RequestAuthenticator.user(request);
        if (named == null) { // most requests of an application without logins
            chain.doFilter(request, response);
            return;
        }
        sessions.begin(named);
        try {
            chain.doFilter(request, response);
        } finally {
            sessions.end();
            before.ifPresent(user -> compare(user, request));
        }
    }

    private void compare(String user, HttpServletRequest request) {
        if (!sessions.isEmpty() && !RequestAuthenticator.user(request).equals(Optional.of(user))) {
            HttpSession session = request.getSession(false);
            if (session != null) {
                sessions.loggedOut(session, user);
            }
        }
    }
}
