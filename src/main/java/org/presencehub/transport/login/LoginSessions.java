package org.presencehub.transport.login;

import com.google.errorprone.annotations.concurrent.GuardedBy;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.connection.Connection;
import org.presencehub.identity.Caller;

/**
 * The connections that the application's own login has let in, by the HTTP sessions which have that login: they end with those. Thread-safe.
 *
 * <p>A session also ends when no request comes for long, and WebSockets are none. That ends no connection, unless it is wanted. And it ends with the
 * application, which sends its clients away by itself.
 */
public final class LoginSessions implements HttpSessionListener, HttpSessionIdListener {
    /** So many may end while one request is under way that began before. */
    private static final int REMEMBERED = 1_000;

    private final boolean closeExpired;
    private final Consumer<Runnable> unlessEnding;

    @GuardedBy("this")
    private final Map<String, Set<Connection>> connections = new HashMap<>();

    @GuardedBy("this")
    private final Map<Connection, Set<String>> ids = new HashMap<>();

    @GuardedBy("this")
    private final Map<Thread, String> requests = new HashMap<>(); // the sessions of those that are under way

    @GuardedBy("this")
    private final Set<Thread> leaving = new HashSet<>(); // whose requests have ended their sessions, and are not over

    @GuardedBy("this")
    private final Map<String, DisconnectReason> ended = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DisconnectReason> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * @param closeExpired whether connections also end with a session that nobody has used for too long
     * @param unlessEnding runs a task a little later, unless the application is ending then
     */
    public LoginSessions(boolean closeExpired, Consumer<Runnable> unlessEnding) {
        this.closeExpired = closeExpired;
        this.unlessEnding = unlessEnding;
    }

    /** The caller has opened the connection by this request, or came back to it. If the session has ended meanwhile, so does the connection. */
    public void used(HttpServletRequest request, Caller caller, Connection connection) {
        if (!caller.isLoggedIn()) {
            return;
        }
        HttpSession session = request.getSession(false);
        if (session != null) {
            String id = session.getId();
            used(id, connection);
            String now = session.getId();
            if (!now.equals(id)) { // it was given another one meanwhile
                used(now, connection);
            }
        } else if (caller.hasSession()) {
            usedWithout(request.getRequestedSessionId(), connection);
        }
    }

    /** There is no session any more: one that expired ends no connection that it had opened. */
    private void usedWithout(@Nullable String named, Connection connection) {
        DisconnectReason over;
        synchronized (this) {
            over = named != null && isOf(connection, named) ? ended.get(bare(named)) : DisconnectReason.SESSION_ENDED;
        }
        if (over != null) {
            connection.sendAway(over);
        }
    }

    private void used(String id, Connection connection) {
        DisconnectReason over;
        boolean first;
        synchronized (this) {
            over = ended.get(id);
            connections.computeIfAbsent(id, any -> new HashSet<>()).add(connection);
            first = !ids.containsKey(connection);
            ids.computeIfAbsent(connection, any -> new HashSet<>()).add(id);
        }
        if (first) {
            connection.onEnd(reason -> forget(connection)); // at once, if it has ended meanwhile
        }
        if (over != null) {
            connection.sendAway(over);
        }
    }

    private synchronized void forget(Connection connection) {
        Set<String> its = ids.remove(connection);
        for (String id : its == null ? Set.<String>of() : its) {
            connections.computeIfPresent(id, (any, those) -> {
                those.remove(connection);
                return those.isEmpty() ? null : those;
            });
        }
    }

    /** {@return whether there is no connection of any session} */
    synchronized boolean isEmpty() {
        return connections.isEmpty() && ids.isEmpty();
    }

    /** {@return whether the connection is of the session that a request names so, whether that lives or not} */
    synchronized boolean isOf(Connection connection, String named) {
        return ids.getOrDefault(connection, Set.of()).contains(bare(named));
    }

    /** {@return the id that a request names, without the node that a cluster adds} */
    private static String bare(String named) {
        int dot = named.indexOf('.');
        return dot < 0 ? named : named.substring(0, dot);
    }

    /** A request begins on this thread, and names this session. It has to {@link #end}. */
    synchronized void begin(String named) {
        requests.put(Thread.currentThread(), bare(named));
    }

    /** A request on this thread that named a session is over. */
    void end() {
        left().forEach(connection -> connection.sendAway(DisconnectReason.SESSION_ENDED));
    }

    private synchronized List<Connection> left() {
        String id = requests.remove(Thread.currentThread());
        return leaving.remove(Thread.currentThread()) && id != null ? of(id) : List.of();
    }

    /** A request has logged the user out, and left the session. */
    void loggedOut(HttpSession session, String user) {
        of(session.getId()).stream()
                .filter(connection -> user.equals(connection.caller().userId()))
                .forEach(connection -> connection.sendAway(DisconnectReason.SESSION_ENDED));
    }

    private synchronized List<Connection> of(String id) {
        return List.copyOf(connections.getOrDefault(id, Set.of()));
    }

    @Override
    public synchronized void sessionCreated(HttpSessionEvent event) {
        ended.remove(event.getSession().getId()); // clients may bring an id of before
    }

    /** Applications change the id, so that nobody can know it before the login. */
    @Override
    public synchronized void sessionIdChanged(HttpSessionEvent event, String oldId) {
        String id = event.getSession().getId();
        ended.remove(id);
        Set<Connection> moved = connections.remove(oldId);
        if (moved != null) {
            moved.forEach(connection -> {
                Set<String> its = ids.computeIfAbsent(connection, any -> new HashSet<>());
                its.remove(oldId);
                its.add(id);
            });
            connections.computeIfAbsent(id, any -> new HashSet<>()).addAll(moved);
        }
    }

    /**
     * Containers do not say why. A user logs out by a request, on its thread. When nobody came for long, or the application ends, most containers end
     * the session on a thread of their own, and a request of the session may be under way just then.
     */
    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        String id = event.getSession().getId();
        // The connections end later in any case: WildFly cannot answer held requests of a session that is just ending.
        if (leaves(id)) {
            return;
        }
        boolean expired = hasExpired(event.getSession());
        if (!expired || closeExpired) {
            unlessEnding.accept(
                    () -> end(id, expired ? DisconnectReason.SESSION_EXPIRED : DisconnectReason.SESSION_ENDED));
        }
    }

    private synchronized boolean leaves(String id) {
        boolean requested = bare(id).equals(requests.get(Thread.currentThread()));
        if (requested) {
            ended.put(id, DisconnectReason.SESSION_ENDED);
            leaving.add(Thread.currentThread());
        }
        return requested;
    }

    private void end(String id, DisconnectReason why) {
        List<Connection> those;
        synchronized (this) {
            ended.put(id, why);
            those = of(id);
        }
        those.forEach(connection -> connection.sendAway(why));
    }

    private static boolean hasExpired(HttpSession session) {
        try {
            Duration unused = Duration.ofMillis(System.currentTimeMillis() - session.getLastAccessedTime());
            int most = session.getMaxInactiveInterval();
            return most > 0 && unused.compareTo(Duration.ofSeconds(most)) >= 0;
        } catch (IllegalStateException e) { // it has ended already
            return false;
        }
    }
}
