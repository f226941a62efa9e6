package org.presencehub.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.presencehub.DisconnectReason;
import org.presencehub.connection.Connection;
import org.presencehub.identity.http.RequestAuthenticator;

/**
 * The connections that the application's own login has let in, by the HTTP session which has that login: they end with it. Thread-safe.
 *
 * <p>A session also ends when no request comes for long, and WebSockets are none. That ends no connection, unless it is wanted.
 */
final class LoginSessions implements HttpSessionListener, HttpSessionIdListener, ServletRequestListener {
    /** So many may end while one request is under way that began before. */
    private static final int REMEMBERED = 1_000;

    private final boolean closeExpired;

    @GuardedBy("this")
    private final Map<String, Set<Connection>> connections = new HashMap<>();

    @GuardedBy("this")
    private final Map<Connection, String> ids = new HashMap<>();

    @GuardedBy("this")
    private final Map<String, DisconnectReason> ended = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DisconnectReason> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param closeExpired whether connections also end with a session that nobody has used for too long */
    LoginSessions(boolean closeExpired) {
        this.closeExpired = closeExpired;
    }

    /** The request has opened the connection. If its session has ended meanwhile, so does the connection. */
    void opened(HttpServletRequest request, Connection connection) {
        HttpSession session = connection.caller().isLoggedIn() ? request.getSession(false) : null;
        if (session != null) {
            opened(session.getId(), connection);
            connection.onEnd(reason -> forget(connection)); // at once, if it has ended meanwhile
        }
    }

    private void opened(String id, Connection connection) {
        DisconnectReason over;
        synchronized (this) {
            over = ended.get(id);
            connections.computeIfAbsent(id, any -> new HashSet<>()).add(connection);
            ids.put(connection, id);
        }
        if (over != null) {
            connection.sendAway(over);
        }
    }

    private synchronized void forget(Connection connection) {
        String id = ids.remove(connection);
        connections.computeIfPresent(id, (any, those) -> {
            those.remove(connection);
            return those.isEmpty() ? null : those;
        });
    }

    /** {@return whether there is no connection of any session} */
    synchronized boolean isEmpty() {
        return connections.isEmpty() && ids.isEmpty();
    }

    /** Applications change the id, so that nobody can know it before the login. */
    @Override
    public synchronized void sessionIdChanged(HttpSessionEvent event, String oldId) {
        Set<Connection> moved = connections.remove(oldId);
        if (moved != null) {
            String id = event.getSession().getId();
            moved.forEach(connection -> ids.put(connection, id));
            connections.computeIfAbsent(id, any -> new HashSet<>()).addAll(moved);
        }
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        boolean expired = hasExpired(event.getSession());
        if (!expired || closeExpired) {
            DisconnectReason why = expired ? DisconnectReason.SESSION_EXPIRED : DisconnectReason.SESSION_ENDED;
            end(event.getSession().getId(), why).forEach(connection -> connection.sendAway(why));
        }
    }

    private synchronized List<Connection> end(String id, DisconnectReason why) {
        ended.put(id, why);
        return of(id);
    }

    private synchronized List<Connection> of(String id) {
        return List.copyOf(connections.getOrDefault(id, Set.of()));
    }

    /** A request may log its user out and leave the session, which is nobody's then, or somebody else's. */
    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        if (!isEmpty() && event.getServletRequest() instanceof HttpServletRequest request) {
            HttpSession session = request.getSession(false);
            if (session != null) {
                of(session.getId()).stream()
                        .filter(connection -> !RequestAuthenticator.isStillLoggedIn(connection.caller(), request))
                        .forEach(connection -> connection.sendAway(DisconnectReason.SESSION_ENDED));
            }
        }
    }

    /** Containers do not say why a session ends. One that is logged out of was used within its time. */
    private static boolean hasExpired(HttpSession session) {
        Duration unused = Duration.ofMillis(System.currentTimeMillis() - session.getLastAccessedTime());
        int most = session.getMaxInactiveInterval();
        return most > 0 && unused.compareTo(Duration.ofSeconds(most)) >= 0;
    }
}
