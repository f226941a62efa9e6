package org.presencehub.transport.login;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.presencehub.DisconnectReason;
import org.presencehub.connection.Connection;
import org.presencehub.identity.Caller;
import org.presencehub.transport.EchoRoute;

/** Which connections end with an HTTP session, and why. */
class LoginSessionsTest {
    private static final int MINUTES_30 = 1_800;

    private final List<Runnable> later = new ArrayList<>();
    private final LoginSessions sessions = new LoginSessions(false, later::add);
    private final LoginSessions strict = new LoginSessions(true, later::add);
    private final EchoRoute route = new EchoRoute();
    private final List<DisconnectReason> ends = new ArrayList<>();

    /** A session as far as it matters here. Confined to the thread of its test. */
    private static final class Session {
        private String id;
        private final int unusedFor;
        private final int longest;

        Session(String id, int unusedFor, int longest) {
            this.id = id;
            this.unusedFor = unusedFor;
            this.longest = longest;
        }

        HttpSession servletSession() {
            return proxy(HttpSession.class, name -> switch (name) {
                case "getId" -> id;
                case "getLastAccessedTime" -> System.currentTimeMillis() - 1_000L * unusedFor;
                case "getMaxInactiveInterval" -> longest;
                case "getServletContext" -> proxy(ServletContext.class, any -> null);
                default -> throw new UnsupportedOperationException(name);
            });
        }

        HttpSessionEvent event() {
            return new HttpSessionEvent(servletSession());
        }
    }

    private interface Answers {
        @Nullable
        Object answer(String method);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, any) -> answers.answer(method.getName())));
    }

    private static Session session(String id) {
        return new Session(id, 60, MINUTES_30);
    }

    private Connection open(LoginSessions by, @Nullable Session session) {
        return open(by, session, Caller.loggedIn(() -> "anna", Set.of(), session == null ? null : session.id, ""));
    }

    private Connection open(LoginSessions by, @Nullable Session session, Caller caller) {
        Connection connection = route.connections().open(caller).orElseThrow();
        connection.onEnd(ends::add);
        come(by, session, caller, connection);
        return connection;
    }

    /** By a request for this connection. */
    private static void come(LoginSessions by, @Nullable Session session, Caller caller, Connection connection) {
        by.used(
                proxy(HttpServletRequest.class, name -> session == null ? null : session.servletSession()),
                caller,
                connection);
    }

    /** By a request with the cookie of a session that is gone. */
    private static void comeWithout(LoginSessions by, String named, Connection connection) {
        by.used(
                proxy(HttpServletRequest.class, name -> name.equals("getRequestedSessionId") ? named : null),
                Caller.loggedIn(() -> "anna", Set.of(), "s1", ""),
                connection);
    }

    /** In a request, as users do. */
    private static void logOut(LoginSessions by, Session session) {
        by.begin(session.id);
        by.sessionDestroyed(session.event());
        by.end();
    }

    @Test
    void aLogoutEndsTheConnectionsOfItsSessionAndNoOthers() {
        Connection one = open(sessions, session("s1"));
        Connection two = open(sessions, session("s1"));
        Connection other = open(sessions, session("s2"));
        Connection without = open(sessions, null);

        logOut(sessions, session("s1"));

        assertThat(ends).containsExactly(DisconnectReason.SESSION_ENDED, DisconnectReason.SESSION_ENDED);
        assertThat(one.hasEnded() && two.hasEnded()).isTrue();
        assertThat(other.hasEnded() || without.hasEnded()).isFalse();
    }

    /** Its session came too late, or its session is that of somebody else's pages. */
    @Test
    void whoCameByATokenOrIsNobodyStays() {
        Connection nobody = open(sessions, session("s1"), Caller.ANONYMOUS);

        logOut(sessions, session("s1"));

        assertThat(nobody.hasEnded()).isFalse();
    }

    @Test
    void whoeverIsJustOpeningWhenTheSessionEndsDoesNotStay() {
        logOut(sessions, session("s1"));

        assertThat(open(sessions, session("s1")).hasEnded()).isTrue();
        assertThat(open(sessions, session("s2")).hasEnded()).isFalse();
        assertThat(ends).containsExactly(DisconnectReason.SESSION_ENDED);
    }

    @Test
    void aSessionThatNobodyUsedEndsNothing() {
        Connection connection = open(sessions, session("s1"));

        sessions.sessionDestroyed(new Session("s1", MINUTES_30, MINUTES_30).event());

        assertThat(connection.hasEnded()).isFalse();
        assertThat(open(sessions, session("s1")).hasEnded()).isFalse();
    }

    /** As the next poll does, where sessions live for less long than polls. */
    @Test
    void whoComesWithTheCookieOfAnExpiredSessionStays() {
        Connection connection = open(sessions, session("s1"));
        Connection other = open(sessions, session("s2"));
        sessions.sessionDestroyed(new Session("s1", MINUTES_30, MINUTES_30).event());

        comeWithout(sessions, "s1.node1", connection);
        assertThat(connection.hasEnded()).isFalse();

        comeWithout(sessions, "s1", other); // which that session did not open
        assertThat(other.hasEnded()).isTrue();
    }

    @Test
    void whoComesWithTheCookieOfALogoutDoesNot() {
        Connection connection = open(sessions, session("s1"));
        sessions.begin("s1");
        sessions.sessionDestroyed(session("s1").event());

        comeWithout(sessions, "s1.node1", connection); // before the logout is over

        assertThat(ends).containsExactly(DisconnectReason.SESSION_ENDED);
    }

    /** The request came just too late, and found nobody logged in. */
    @Test
    void norDoesItWhereARequestOfItsIsUnderWay() throws InterruptedException {
        Connection connection = open(sessions, session("s1"));

        sessions.begin("s1");
        onAThreadOfTheContainer(() -> sessions.sessionDestroyed(new Session("s1", MINUTES_30, MINUTES_30).event()));
        sessions.end();
        later.forEach(Runnable::run);

        assertThat(connection.hasEnded()).isFalse();
    }

    /** Polls cannot be answered before, as WildFly sees it. */
    @Test
    void theConnectionsEndBehindTheRequestThatLogsOut() throws InterruptedException {
        Connection connection = open(sessions, session("s1"));

        sessions.begin("s1.node1");
        sessions.sessionDestroyed(session("s1").event());
        onAThreadOfTheContainer(() -> {
            sessions.begin("s1");
            sessions.end();
        });
        assertThat(connection.hasEnded()).isFalse();
        sessions.end();

        assertThat(connection.hasEnded()).isTrue();
    }

    private static void onAThreadOfTheContainer(Runnable task) throws InterruptedException {
        Thread thread = new Thread(task);
        thread.start();
        thread.join();
    }

    /** Not while the session is just ending: as WildFly sees it, what it holds for that cannot be answered then. */
    @Test
    void itDoesALittleLaterWhereThatIsWanted() {
        open(strict, session("s1"));

        strict.sessionDestroyed(new Session("s1", MINUTES_30, MINUTES_30).event());

        assertThat(ends).isEmpty();
        later.forEach(Runnable::run);
        assertThat(ends).containsExactly(DisconnectReason.SESSION_EXPIRED);
    }

    /** The request of the logout may be the first for longer than sessions live: WebSockets, streams and polls may have held it. */
    @Test
    void whoLogsOutAfterALongTimeIsLoggedOut() {
        open(sessions, session("s1"));

        logOut(sessions, new Session("s1", 2 * MINUTES_30, MINUTES_30));

        assertThat(ends).containsExactly(DisconnectReason.SESSION_ENDED);
    }

    /** As with an application that ends, which sends its clients away by itself. */
    @Test
    void aSessionThatEndsOutsideOfRequestsEndsNothingAtOnce() {
        Connection connection = open(sessions, session("s1"));
        sessions.sessionDestroyed(session("s1").event());

        assertThat(connection.hasEnded()).isFalse();
        later.forEach(Runnable::run);
        assertThat(ends).containsExactly(DisconnectReason.SESSION_ENDED);
    }

    @Test
    void aSessionWithoutAnEndDoesNotExpire() {
        open(sessions, session("s1"));
        open(sessions, session("s2"));

        sessions.sessionDestroyed(new Session("s1", MINUTES_30, 0).event());
        sessions.sessionDestroyed(new Session("s2", MINUTES_30, -1).event());
        later.forEach(Runnable::run);

        assertThat(ends).containsExactly(DisconnectReason.SESSION_ENDED, DisconnectReason.SESSION_ENDED);
    }

    /** The container has drawn its conclusions before us. */
    @Test
    void whoseSessionIsGoneWhenTheConnectionOpensDoesNotStay() {
        Connection connection = open(sessions, null, Caller.loggedIn(() -> "anna", Set.of(), "s1", ""));

        assertThat(connection.hasEnded()).isTrue();
        assertThat(ends).containsExactly(DisconnectReason.SESSION_ENDED);
    }

    @Test
    void aConnectionMayBeUsedByAnotherSessionLater() {
        Connection connection = open(sessions, session("s1"));
        come(sessions, session("s2"), Caller.loggedIn(() -> "anna", Set.of(), "s2", ""), connection);
        sessions.sessionDestroyed(new Session("s1", MINUTES_30, MINUTES_30).event());

        assertThat(connection.hasEnded()).isFalse();
        assertThat(sessions.isOf(connection, "s2.node1")).isTrue();
        logOut(sessions, session("s2"));
        assertThat(connection.hasEnded()).isTrue();
        assertThat(sessions.isEmpty()).isTrue();
    }

    @Test
    void anIdThatComesBackIsAnotherSession() {
        logOut(sessions, session("s1"));
        sessions.sessionCreated(session("s1").event());
        assertThat(open(sessions, session("s1")).hasEnded()).isFalse();

        logOut(sessions, session("s2"));
        sessions.sessionIdChanged(session("s2").event(), "s3");
        assertThat(open(sessions, session("s2")).hasEnded()).isFalse();
    }

    @Test
    void whoIsLoggedOutOfASessionThatStaysTakesOnlyTheirOwn() {
        Connection annas = open(sessions, session("s1"));
        Connection carols = open(sessions, session("s1"), Caller.loggedIn(() -> "carol", Set.of(), "s1", ""));

        sessions.loggedOut(session("s1").servletSession(), "anna");

        assertThat(annas.hasEnded()).isTrue();
        assertThat(carols.hasEnded()).isFalse();
        assertThat(open(sessions, session("s1")).hasEnded()).isFalse();
    }

    @Test
    void aSessionMayGetAnotherId() {
        Session session = session("s1");
        Connection connection = open(sessions, session);
        session.id = "s2";
        sessions.sessionIdChanged(session.event(), "s1");

        logOut(sessions, session("s1"));
        assertThat(connection.hasEnded()).isFalse();
        logOut(sessions, session);
        assertThat(connection.hasEnded()).isTrue();
    }

    @Test
    void nothingIsKeptOfWhoHasGone() {
        Connection connection = open(sessions, session("s1"));
        connection.end(DisconnectReason.GOODBYE);

        assertThat(sessions.isEmpty()).isTrue();
        open(sessions, session("s1"));
        assertThat(sessions.isEmpty()).isFalse();
    }
}
