package org.presencehub.transport.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.presencehub.DisconnectReason;
import org.presencehub.auth.ClaimOptions;
import org.presencehub.auth.Forge;
import org.presencehub.auth.SettableClock;
import org.presencehub.auth.TokenRefusedException;
import org.presencehub.auth.TokenVerifier;
import org.presencehub.connection.Connection;
import org.presencehub.connection.Connections;
import org.presencehub.identity.Caller;
import org.presencehub.identity.http.Query;
import org.presencehub.testing.FakeRequest;
import org.presencehub.transport.EchoRoute;

/** For which requests of a connection its tokens are good, without anybody looking at what they say. */
class AcceptedCallersTest {
    private final Connections connections = new EchoRoute().connections();
    private final SettableClock clock = new SettableClock();
    private @Nullable Connection polled;

    private final AcceptedCallers accepted = new AcceptedCallers(
            connections,
            id -> Optional.ofNullable(polled).filter(each -> each.token().equals(id)),
            new LoginSessions(false, Runnable::run));

    private String token(int seconds) {
        Map<String, String> claims = Forge.claims(clock);
        claims.put("exp", Long.toString(clock.instant().getEpochSecond() + seconds));
        return Forge.rs256(Forge.RSA, Forge.header("RS256", "k1"), Forge.json(claims));
    }

    private Caller caller(String token) {
        try {
            return Caller.of(
                    TokenVerifier.of("test", "k1", Forge.RSA.getPublic(), ClaimOptions.DEFAULTS, clock)
                            .verify(token),
                    "");
        } catch (TokenRefusedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection opened(Caller caller) {
        return connections.open(caller).orElseThrow();
    }

    private Optional<Caller> shown(String token, String query) {
        return accepted.of(new FakeRequest().withToken(token).servletRequest(), Query.of(query));
    }

    private Optional<Caller> shown(String token, Connection connection) {
        return shown(token, "id=" + connection.token());
    }

    @Test
    void theTokenThatOpenedAConnectionIsGoodForItsRequests() {
        Caller opener = caller(token(60));

        assertThat(shown(token(60), opened(opener))).containsSame(opener);
    }

    @Test
    void itIsGoodInTheQueryToo() {
        Caller opener = caller(token(60));
        String query = "id=" + opened(opener).token() + "&access_token=" + token(60);

        assertThat(accepted.of(new FakeRequest().servletRequest(), Query.of(query)))
                .containsSame(opener);
    }

    @Test
    void soAreTheTwoThatWereGivenLastAndNoneBetween() {
        Caller opener = caller(token(60));
        Caller before = caller(token(150));
        Caller newest = caller(token(180));
        Connection connection = opened(opener);
        connection.refresh(caller(token(120)));
        connection.refresh(before);
        connection.refresh(newest);

        assertThat(shown(token(60), connection)).containsSame(opener);
        assertThat(shown(token(120), connection)).isEmpty();
        assertThat(shown(token(150), connection)).containsSame(before);
        assertThat(shown(token(180), connection)).containsSame(newest);
    }

    @Test
    void anotherTokenOfTheUserIsNot() {
        assertThat(shown(token(61), opened(caller(token(60))))).isEmpty();
    }

    @Test
    void itIsNotGoodForOtherConnectionsNorForNone() {
        opened(caller(token(60)));

        assertThat(shown(token(60), opened(Caller.ANONYMOUS))).isEmpty();
        assertThat(shown(token(60), "id=unknown")).isEmpty();
        assertThat(shown(token(60), "")).isEmpty();
    }

    @Test
    void aRequestWithoutATokenIsNobodys() {
        String query = "id=" + opened(caller(token(60))).token();

        assertThat(accepted.of(new FakeRequest().loggedInAs(() -> "anna").servletRequest(), Query.of(query)))
                .isEmpty();
    }

    @Test
    void itIsGoodForTheLastWordsOfAConnectionThatHasEnded() {
        Caller opener = caller(token(60));
        Connection connection = opened(opener);
        connection.end(DisconnectReason.KICKED);

        assertThat(shown(token(60), connection)).isEmpty();
        polled = connection;
        assertThat(shown(token(60), connection)).containsSame(opener);
    }

    /** A request that has the cookie of a session, in which nobody is logged in any more. */
    private Optional<Caller> shownBySession(String id, Connection connection) {
        return accepted.of(new FakeRequest().withSession(id).servletRequest(), Query.of("id=" + connection.token()));
    }

    @Test
    void aSessionThatNoRequestCameForIsGoodForWhatItOpened() {
        Caller anna = Caller.loggedIn(() -> "anna", Set.of(), "s1", "");
        Connection connection = opened(anna);

        assertThat(shownBySession("s1", connection)).containsSame(anna);
        assertThat(shownBySession("s2", connection)).isEmpty();
        assertThat(shownBySession("s1", opened(Caller.loggedIn(() -> "anna", Set.of(), "s2", ""))))
                .isEmpty();
        assertThat(shownBySession("s1", opened(caller(token(60))))).isEmpty();
    }

    @Test
    void whoeverIsLoggedInBySomethingElseNowIsThat() {
        Connection connection = opened(Caller.loggedIn(() -> "anna", Set.of(), "s1", ""));
        FakeRequest request = new FakeRequest().withSession("s1").loggedInAs(() -> "bert");

        assertThat(accepted.of(request.servletRequest(), Query.of("id=" + connection.token())))
                .isEmpty();
    }
}
