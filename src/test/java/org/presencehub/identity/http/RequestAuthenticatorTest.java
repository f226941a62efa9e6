package org.presencehub.identity.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.auth.AccessToken;
import org.presencehub.auth.ClaimOptions;
import org.presencehub.auth.Forge;
import org.presencehub.auth.TokenRefusedException;
import org.presencehub.auth.TokenVerifier;
import org.presencehub.identity.Access;
import org.presencehub.identity.Caller;
import org.presencehub.testing.FakeRequest;
import org.presencehub.testing.RecordedLog;

/** Who a request is found to be sent by, and who is refused in which words. */
class RequestAuthenticatorTest {
    private static final String OPENED_BY = "presencehub.open-things";
    private static final Query NONE = Query.of(null);

    private final InstantSource clock =
            InstantSource.fixed(Instant.now().truncatedTo(ChronoUnit.SECONDS)); // a caller has no other clock
    private final CountingVerifier verifier =
            new CountingVerifier(TokenVerifier.of("test", "k1", Forge.RSA.getPublic(), ClaimOptions.DEFAULTS, clock));
    private final RequestAuthenticator authenticator = new RequestAuthenticator(verifier);
    private final FakeRequest request = new FakeRequest();

    /** Confined to the thread of its test. */
    private static final class CountingVerifier implements TokenVerifier {
        private final TokenVerifier verifier;
        private int verifications;

        CountingVerifier(TokenVerifier verifier) {
            this.verifier = verifier;
        }

        @Override
        public AccessToken verify(String token) throws TokenRefusedException {
            verifications++;
            return verifier.verify(token);
        }

        @Override
        public boolean ready() {
            return verifier.ready();
        }
    }

    private static ProtectedResource thing(Access access, String... roles) {
        return new ProtectedResource("thing", "/things", access, Set.of(roles), OPENED_BY);
    }

    private static ProtectedResource forRole(String role) {
        return thing(new Access.Roles(Set.of(role)), role);
    }

    private static ProtectedResource forAnyUser() {
        return thing(new Access.Authenticated());
    }

    private String token(String user) {
        Map<String, String> claims = Forge.claims(clock);
        claims.put("upn", '"' + user + '"');
        return token(claims);
    }

    private static String token(Map<String, String> claims) {
        return Forge.rs256(Forge.RSA, Forge.header("RS256", "k1"), Forge.json(claims));
    }

    private Caller caller(Query query, ProtectedResource resource) throws RequestRefusedException {
        return authenticator.authenticate(request.servletRequest(), query, resource);
    }

    private @Nullable String user(Query query) throws RequestRefusedException {
        return caller(query, forAnyUser()).userId();
    }

    private RecordedResponse refused(Query query, ProtectedResource resource) {
        RequestRefusedException refusal =
                catchThrowableOfType(RequestRefusedException.class, () -> caller(query, resource));
        assertThat(refusal).as("refusal").isNotNull();
        return RecordedResponse.to(refusal);
    }

    /** The one line of the log, without the id that the answer has, too. */
    private static String cause(RecordedLog log, RecordedResponse answer) {
        String prefix = "Refused [" + answer.header("X-Refusal-Id") + "] at /things: ";
        assertThat(log.lines()).singleElement().asString().startsWith(prefix);
        return log.lines().get(0).substring(prefix.length());
    }

    private static RecordedLog log() {
        return RecordedLog.of("org.presencehub.identity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER   "})
    void theHeadersTokenNamesTheCaller(String scheme) throws RequestRefusedException {
        request.with("Authorization", scheme + token("anna") + " ").with("User-Agent", "Browser");

        Caller caller = caller(NONE, forRole("chat"));

        assertThat(caller.userId()).isEqualTo("anna");
        assertThat(caller.hasRole("user")).isTrue(); // not asked for, but in the token
        assertThat(caller.issuedAt()).isEqualTo(clock.instant());
        assertThat(caller.expiresAt()).isAfter(clock.instant());
        assertThat(caller.userAgent()).isEqualTo("Browser");
    }

    @Test
    void theQuerysTokenDoesToo() throws RequestRefusedException {
        assertThat(user(Query.of("id=1&access_token=" + token("anna")))).isEqualTo("anna");
    }

    @Test
    void theHeadersTokenCountsMoreThanTheQuerys() throws RequestRefusedException {
        request.withToken(token("anna"));

        assertThat(user(Query.of("access_token=" + token("bert")))).isEqualTo("anna");
    }

    @Test
    void aHeaderOfAnotherSchemeBringsNoToken() throws RequestRefusedException {
        request.with("Authorization", "Basic YW5uYTpzZWNyZXQ=");

        assertThat(RequestAuthenticator.token(request.servletRequest(), NONE)).isEmpty();
        assertThat(user(Query.of("access_token=" + token("bert")))).isEqualTo("bert");
    }

    @Test
    void aRequestIsVerifiedOnceWhetherItIsRefusedOrNot() throws RequestRefusedException {
        request.withToken(token("anna"));

        caller(Query.of("access_token=" + token("bert")), forAnyUser());
        assertThat(verifier.verifications).isEqualTo(1);
        refused(NONE, forRole("boss"));
        assertThat(verifier.verifications).isEqualTo(2);
    }

    @Test
    void whoBringsNoTokenIsWhomTheContainerHasLoggedIn() throws RequestRefusedException {
        Principal anna = () -> "anna";
        request.loggedInAs(anna, "member", "chat").with("User-Agent", "Browser");

        Caller caller = caller(NONE, thing(new Access.Roles(Set.of("member")), "member", "owner"));

        assertThat(caller.principal()).isSameAs(anna);
        assertThat(caller.expiresAt()).isNull();
        assertThat(caller.userAgent()).isEqualTo("Browser");
        assertThat(request.askedRoles()).containsExactlyInAnyOrder("member", "owner");
        assertThat(caller.hasRole("member")).isTrue();
        assertThat(caller.hasRole("owner")).isFalse();
        assertThat(caller.hasRole("chat")).isFalse(); // nobody has asked the container about it
        assertThat(verifier.verifications).isZero();
    }

    @Test
    void aTokenCountsMoreThanTheContainersLogin() throws RequestRefusedException {
        request.loggedInAs(() -> "bert", "boss").withToken(token("anna"));

        assertThat(user(NONE)).isEqualTo("anna");
        assertThat(refused(NONE, forRole("boss")).status()).isEqualTo(403);
        assertThat(request.askedRoles()).isEmpty();
    }

    @Test
    void aBadTokenIsRefusedWhateverElseIsThere() {
        request.loggedInAs(() -> "bert", "boss").withToken("not.a.token");

        assertThat(refused(Query.of("access_token=" + token("anna")), thing(new Access.Open()))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void whatIsOpenIsGivenToNobodyToo() throws RequestRefusedException {
        request.with("User-Agent", "Browser");

        Caller caller = caller(NONE, thing(new Access.Open()));

        assertThat(caller.principal()).isNull();
        assertThat(caller.userAgent()).isEqualTo("Browser");
    }

    @Test
    void whoCannotSetAUserAgentHasAHeaderOfSignalRsOwn() throws RequestRefusedException {
        request.withToken(token("anna")).with("X-SignalR-User-Agent", "Microsoft SignalR/10.0");
        assertThat(caller(NONE, forAnyUser()).userAgent()).isEqualTo("Microsoft SignalR/10.0");

        request.with("User-Agent", "Browser");
        assertThat(caller(NONE, forAnyUser()).userAgent()).isEqualTo("Browser");
    }

    @Test
    void whoBringsNoTokenIsAskedForOne() {
        try (RecordedLog log = log()) {
            RecordedResponse answer = refused(NONE, forAnyUser());

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(answer.body()).isEmpty();
            assertThat(cause(log, answer))
                    .isEqualTo("the request brings no token, and presencehub.open-things does not list the thing");
        }
    }

    /** A page whose login has ended sends its cookie still. */
    @Test
    void whoseLoginHasEndedIsToldSo() {
        request.withSession("s1");
        try (RecordedLog log = log()) {
            RecordedResponse answer = refused(NONE, forAnyUser());

            assertThat(answer.status()).isEqualTo(401);
            assertThat(cause(log, answer))
                    .startsWith("the request brings no token, and ")
                    .endsWith("; the HTTP session that its cookie names is no login, or no login any more: the user has"
                            + " to log in (again)")
                    .doesNotContain("s1");
        }
    }

    @Test
    void whereNoSettingOpensAThingNoneIsNamed() {
        try (RecordedLog log = log()) {
            RecordedResponse answer = refused(
                    NONE, new ProtectedResource("thing", "/things", new Access.Authenticated(), Set.of(), null));

            assertThat(cause(log, answer)).isEqualTo("the request brings no token");
        }
    }

    @Test
    void whoBringsABadTokenIsAskedForABetterOne() {
        Map<String, String> claims = Forge.claims(clock);
        claims.put("exp", Long.toString(clock.instant().getEpochSecond() - 3600));
        String expired = token(claims);
        request.withToken(expired);
        try (RecordedLog log = log()) {
            RecordedResponse answer = refused(NONE, forAnyUser());

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate"))
                    .isEqualTo(
                            "Bearer error=\"invalid_token\", error_description=\"The token has expired or never does\"");
            assertThat(answer.body()).isEmpty();
            assertThat(cause(log, answer))
                    .startsWith("expired by 3600 s")
                    .contains("mp.jwt.verify.clock.skew")
                    .doesNotContain(expired.split("\\."));
        }
    }

    @Test
    void whoLacksTheRoleIsNotAskedForAnotherToken() {
        request.withToken(token("anna"));
        try (RecordedLog log = log()) {
            RecordedResponse answer = refused(NONE, forRole("boss"));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.headers()).containsOnlyKeys("X-Refusal-Id", "Content-Length");
            assertThat(answer.body()).isEmpty();
            assertThat(cause(log, answer))
                    .isEqualTo("the token gives none of the roles that the thing asks for: [boss]"
                            + " (presencehub.jwt.role-claim says where its roles are)");
        }
    }

    @Test
    void theContainersLoginIsRefusedInTheSameWords() {
        request.loggedInAs(() -> "anna", "member");
        try (RecordedLog log = log()) {
            RecordedResponse answer = refused(NONE, forRole("boss"));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(cause(log, answer)).contains("none of the roles that the thing asks for: [boss]");
        }
    }

    @Test
    void theContainersLoginHasANameThatOthersCanBeSent() throws RequestRefusedException {
        request.loggedInAs(() -> "a".repeat(512));
        assertThat(user(NONE)).hasSize(512);

        request.loggedInAs(() -> "a".repeat(513));
        try (RecordedLog log = log()) {
            RecordedResponse answer = refused(NONE, forAnyUser());

            assertThat(answer.status()).isEqualTo(403);
            assertThat(cause(log, answer))
                    .isEqualTo("the name of the user whom the container has logged in is 513 characters long,"
                            + " while 512 are the most");
        }
    }
}
