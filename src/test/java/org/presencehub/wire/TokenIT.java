package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.testing.RawRequest;
import org.presencehub.testing.RawResponse;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.TokenDraft;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** Who may enter a hub: RFC 6750, and RFC 8725 on what tokens to refuse. */
@WireTest
final class TokenIT {
    private final ServerUnderTest server;
    private final String user = unique("anna");

    TokenIT(ServerUnderTest server) {
        this.server = server;
    }

    @Test
    void withoutTokenNegotiationIsUnauthorizedWithAnEmptyBody() {
        expectUnauthorized(negotiation(PRESENCE).send());
    }

    @Test
    void withoutTokenABareUpgradeIsUnauthorizedWithAnEmptyBody() {
        expectUnauthorized(server.opening(PRESENCE).refused());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void withoutTokenEveryRequestIsUnauthorized(String method) {
        String id = server.negotiate(PRESENCE, user).connectionToken();

        expectUnauthorized(server.request(method, PRESENCE + "?id=" + id).send());
    }

    @Test
    @Tag("ours")
    void directedMessagesNeedATokenToo() {
        expectUnauthorized(negotiation(LATCH).send());
        expectUnauthorized(server.opening(LATCH).refused());
    }

    @Test
    @Tag("ours")
    void withoutTokenTheChallengeNamesNoError() {
        assertThat(negotiation(PRESENCE).send().header("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer")
                .doesNotContain("error");
        assertThat(server.opening(PRESENCE).refused().header("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer");
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void aBadTokenIsUnauthorizedWithAnEmptyBody(Function<TokenDraft, String> spoil) {
        String token = spoil.apply(server.draft(user));

        expectUnauthorized(negotiation(PRESENCE).bearer(token).send());
        expectUnauthorized(server.opening(PRESENCE).bearer(token).refused());
        expectUnauthorized(server.opening(PRESENCE).accessToken(token).refused());
    }

    static Stream<Named<Function<TokenDraft, String>>> badTokens() {
        return Stream.of(
                spoiled("expired", draft -> draft.expired(Duration.ofHours(1)).signed()),
                spoiled("signed by a stranger", TokenDraft::signedByStranger),
                spoiled("alg none", TokenDraft::unsigned),
                spoiled("HS256 with the public key", TokenDraft::signedWithThePublicKey),
                spoiled("without signature", draft -> draft.signed().replaceAll("[^.]+$", "")),
                spoiled("another signature", draft -> draft.signed().replaceAll("[^.]+$", "AAAA")),
                spoiled("another header", draft -> draft.signed().replaceAll("^[^.]+", "eyJhbGciOiJub25lIn0")),
                spoiled("garbage", draft -> "garbage"),
                spoiled("dots", draft -> ".."));
    }

    @ParameterizedTest
    @Tag("ours")
    @MethodSource("tokensForOthers")
    void aTokenThatIsNotForUsIsUnauthorized(Function<TokenDraft, String> spoil) {
        String token = spoil.apply(server.draft(user));

        expectUnauthorized(negotiation(PRESENCE).bearer(token).send());
        expectUnauthorized(server.opening(PRESENCE).accessToken(token).refused());
    }

    static Stream<Named<Function<TokenDraft, String>>> tokensForOthers() {
        return Stream.of(
                spoiled(
                        "foreign issuer",
                        draft -> draft.issuer("https://foreign.example").signed()),
                spoiled("no issuer", draft -> draft.without("iss").signed()),
                spoiled(
                        "foreign audience",
                        draft -> draft.audience("somebody-else").signed()),
                spoiled("no audience", draft -> draft.without("aud").signed()),
                spoiled("no expiry", draft -> draft.without("exp").signed()),
                spoiled(
                        "not yet valid",
                        draft -> draft.notBefore(Instant.now().plus(Duration.ofHours(1)))
                                .signed()),
                spoiled("nobody", draft -> draft.without("sub").without("upn").signed()));
    }

    @Test
    @Tag("ours")
    void aBadTokenIsToldAsInvalid() {
        String expired = server.draft(user).expired(Duration.ofHours(1)).signed();

        assertThat(negotiation(PRESENCE)
                        .bearer(expired)
                        .send()
                        .header("WWW-Authenticate")
                        .orElseThrow())
                .startsWith("Bearer")
                .contains("error=\"invalid_token\"");
        assertThat(server.opening(PRESENCE)
                        .accessToken(expired)
                        .refused()
                        .header("WWW-Authenticate")
                        .orElseThrow())
                .contains("error=\"invalid_token\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {PRESENCE, LATCH})
    void theTokenMayComeInTheHeaderOrTheQuery(String hub) {
        try (WireClient byHeader =
                        server.opening(hub).bearer(server.token(user)).connect();
                WireClient byQuery =
                        server.opening(hub).accessToken(server.token(user)).connect()) {
            byHeader.expectAlive();
            byQuery.expectAlive();
        }
    }

    @Test
    void negotiationTakesTheTokenFromTheQueryToo() {
        assertThat(server.post(PRESENCE + "/negotiate?negotiateVersion=1&access_token=" + server.token(user))
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    @Tag("ours")
    void theHeaderWinsOverTheQuery() {
        String good = server.token(user);

        try (WireClient client =
                server.opening(LATCH).bearer(good).accessToken("garbage").connect()) {
            client.expectAlive();
        }
        expectUnauthorized(
                server.opening(LATCH).bearer("garbage").accessToken(good).refused());
    }

    /** RFC 9110 §11.1: the scheme ignores case. */
    @Test
    @Tag("ours")
    void theSchemeIgnoresCase() {
        assertThat(negotiation(PRESENCE)
                        .header("Authorization", "bearer " + server.token(user))
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anotherSchemeIsNoToken() {
        expectUnauthorized(negotiation(PRESENCE)
                .header("Authorization", "Basic YW5uYTpzZWNyZXQ=")
                .send());
    }

    @Test
    void elsewhereTheQueryHoldsNoToken() {
        assertThat(server.get("/?access_token=garbage").send().status())
                .isEqualTo(server.get("/").send().status());
    }

    @Test
    @Tag("ours")
    void nobodyRegistersAsSomebodyElse() {
        try (WireClient client = server.opening(LATCH, user).connect()) {
            assertThat(client.invoke("RegisterUser", "\"" + unique("bert") + "\"")
                            .getString("error"))
                    .startsWith("An unexpected error occurred invoking 'RegisterUser' on the server. HubException: ");
            client.register(user);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?access_token=", "?id=unknown&access_token="})
    void theContainersOwnPathOfTheEndpointDoesNotExist(String query) {
        String path = "/presencehub/socket" + query + (query.endsWith("=") ? server.token(user) : "");

        assertThat(server.get(path).upgrade().send().status()).isEqualTo(404);
        assertThat(server.get(path).upgrade().bearer(server.token(user)).send().status())
                .isEqualTo(404);
    }

    private RawRequest negotiation(String hub) {
        return server.post(hub + "/negotiate?negotiateVersion=1");
    }

    private static void expectUnauthorized(RawResponse answer) {
        assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 401 Unauthorized");
        assertThat(answer.body()).isEmpty();
    }

    private static Named<Function<TokenDraft, String>> spoiled(String name, Function<TokenDraft, String> how) {
        return Named.of(name, how);
    }
}
