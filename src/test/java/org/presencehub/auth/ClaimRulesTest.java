package org.presencehub.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.auth.TokenRefusedException.Reason;
import org.presencehub.testing.RecordedLog;

class ClaimRulesTest {
    private static final ClaimOptions OPTIONS = ClaimOptions.DEFAULTS;

    private final SettableClock clock = new SettableClock();
    private final Map<String, String> claims = Forge.claims(clock);

    @Test
    void goodTokenSpeaksForItsUser() throws TokenRefusedException {
        AccessToken token = verify(OPTIONS.withIssuer("https://issuer.test").withAudiences(Set.of("hub", "api")));

        assertThat(token.userId()).isEqualTo("anna");
        assertThat(token.roles()).containsExactlyInAnyOrder("user", "chat");
        assertThat(token.expiresAt()).isEqualTo(clock.instant().plusSeconds(60));
    }

    @Test
    void expiryIsToldInSecondsBesideTheLeeway() {
        String token = token();
        clock.advance(Duration.ofSeconds(60 + 42));

        assertThat(Refusal.of(verifier(OPTIONS), token))
                .isEqualTo(new Refusal(Reason.EXPIRED, "expired by 42 s (leeway 30 s, mp.jwt.verify.clock.skew)"));
    }

    @Test
    void leewayEndsAtItsVerySecond() throws TokenRefusedException {
        String token = token();
        TokenVerifier verifier = verifier(OPTIONS.withLeeway(Duration.ofSeconds(5)));

        clock.advance(Duration.ofSeconds(65).minusNanos(1));
        assertThat(verifier.verify(token).userId()).isEqualTo("anna");
        clock.advance(Duration.ofNanos(1));
        assertThat(Refusal.of(verifier, token).message())
                .isEqualTo("expired by 5 s (leeway 5 s, mp.jwt.verify.clock.skew)");
    }

    @Test
    void anAcceptedTokenSaysFromWhenOnItWillBeRefused() throws TokenRefusedException {
        AccessToken token = verify(OPTIONS.withLeeway(Duration.ofSeconds(5)));

        assertThat(token.refusedFrom()).isEqualTo(clock.instant().plusSeconds(65));
    }

    @Test
    void withoutLeewayTheSecondOfTheExpiryIsTooLate() {
        String token = token();
        clock.advance(Duration.ofSeconds(60));

        assertThat(Refusal.of(verifier(OPTIONS.withLeeway(Duration.ZERO)), token)
                        .reason())
                .isEqualTo(Reason.EXPIRED);
    }

    @Test
    void missingExpiryIsRefused() {
        claims.remove("exp");

        assertThat(refusal(OPTIONS))
                .isEqualTo(new Refusal(Reason.EXPIRED, "exp missing: a token without an end is not accepted"));
    }

    @Test
    void notBeforeCountsWithLeeway() throws TokenRefusedException {
        claims.put("nbf", seconds(31));
        assertThat(refusal(OPTIONS))
                .isEqualTo(new Refusal(
                        Reason.NOT_YET_VALID, "not yet valid by 31 s (leeway 30 s, mp.jwt.verify.clock.skew)"));

        claims.put("nbf", seconds(30));
        assertThat(verify(OPTIONS).userId()).isEqualTo("anna");
    }

    @Test
    void issuedInTheFutureIsAClockGoneWrong() throws TokenRefusedException {
        claims.put("iat", seconds(45));
        assertThat(refusal(OPTIONS))
                .isEqualTo(new Refusal(
                        Reason.NOT_YET_VALID, "issued in the future by 45 s (leeway 30 s, mp.jwt.verify.clock.skew)"));

        claims.remove("iat");
        assertThat(verify(OPTIONS).userId()).isEqualTo("anna");
    }

    @Test
    void aTokenIsTooOldAfterItsAgeAndTheLeewayWhateverItsEnd() throws TokenRefusedException {
        ClaimOptions young = OPTIONS.withAge(Duration.ofSeconds(40)).withLeeway(Duration.ofSeconds(5));
        claims.put("exp", seconds(3600));
        String token = token();

        clock.advance(Duration.ofSeconds(45).minusNanos(1));
        assertThat(verifier(young).verify(token).userId()).isEqualTo("anna");
        clock.advance(Duration.ofNanos(1));
        assertThat(Refusal.of(verifier(young), token))
                .isEqualTo(new Refusal(
                        Reason.AGE,
                        "issued 45 s ago, while only 40 s are allowed (mp.jwt.verify.token.age) (leeway 5 s,"
                                + " mp.jwt.verify.clock.skew)"));
    }

    @Test
    void whereAnAgeIsAskedForATokenSaysWhenItWasIssued() {
        claims.remove("iat");

        assertThat(refusal(OPTIONS.withAge(Duration.ofHours(1))))
                .isEqualTo(new Refusal(
                        Reason.AGE,
                        "iat missing: a token that does not say when it was issued is not accepted"
                                + " (mp.jwt.verify.token.age)"));
    }

    @Test
    void aTokenIsRefusedFromItsEndOrItsAgeOnWhicheverComesFirst() throws TokenRefusedException {
        ClaimOptions options = OPTIONS.withLeeway(Duration.ofSeconds(5));

        AccessToken old = verify(options.withAge(Duration.ofSeconds(40)));
        assertThat(old.refusedFrom()).isEqualTo(clock.instant().plusSeconds(45));
        assertThat(old.expiresAt()).isEqualTo(clock.instant().plusSeconds(60));
        assertThat(verify(options.withAge(Duration.ofSeconds(80))).refusedFrom())
                .isEqualTo(clock.instant().plusSeconds(65));
    }

    @Test
    void datesMayHaveFractions() throws TokenRefusedException {
        claims.put("exp", seconds(60) + ".5");

        assertThat(verify(OPTIONS).expiresAt()).isEqualTo(clock.instant().plusMillis(60_500));
    }

    @Test
    void datesInMillisecondsAreToldApart() {
        claims.put("exp", seconds(60) + "000");

        assertThat(refusal(OPTIONS).message())
                .startsWith("exp is '17")
                .endsWith("000' instead of the seconds since 1970");
    }

    @Test
    void datesThatAreNoNumbersAreRefused() {
        for (String date : List.of("\"tomorrow\"", "true", "[1]", "-1", "1e400", "1E1000000000")) {
            claims.put("exp", date);
            assertThat(refusal(OPTIONS).reason()).as(date).isEqualTo(Reason.MALFORMED);
        }
    }

    @Test
    void anotherIssuerIsToldBesideTheExpectedOne() {
        claims.put("iss", "\"https://elsewhere.test\"");

        assertThat(refusal(OPTIONS.withIssuer("https://issuer.test")))
                .isEqualTo(new Refusal(
                        Reason.ISSUER,
                        "issuer 'https://elsewhere.test' instead of 'https://issuer.test' (mp.jwt.verify.issuer)"));
    }

    @Test
    void missingIssuerIsRefusedWhereOneIsExpected() {
        claims.remove("iss");

        assertThat(refusal(OPTIONS.withIssuer("https://issuer.test")).message())
                .isEqualTo("issuer missing instead of 'https://issuer.test' (mp.jwt.verify.issuer)");
    }

    @Test
    void issuerIsNoListOfIssuers() {
        claims.put("iss", "[\"https://issuer.test\"]");

        assertThat(refusal(OPTIONS.withIssuer("https://issuer.test")).reason()).isEqualTo(Reason.ISSUER);
    }

    @Test
    void foreignAudienceIsToldBesideTheExpectedOnes() {
        claims.put("aud", "[\"a\"]");

        assertThat(refusal(OPTIONS.withAudiences(Set.of("b"))))
                .isEqualTo(new Refusal(Reason.AUDIENCE, "audience ['a'] has none of ['b'] (mp.jwt.verify.audiences)"));
    }

    @Test
    void missingAudienceIsRefusedWhereOneIsExpected() {
        claims.remove("aud");

        assertThat(refusal(OPTIONS.withAudiences(Set.of("b"))).message())
                .isEqualTo("audience missing has none of ['b'] (mp.jwt.verify.audiences)");
    }

    @Test
    void oneAudienceOfSeveralIsEnough() throws TokenRefusedException {
        claims.put("aud", "[\"a\",\"b\"]");

        assertThat(verify(OPTIONS.withAudiences(Set.of("b", "c"))).userId()).isEqualTo("anna");
    }

    @Test
    void controlCharactersOfAClaimDoNotReachTheLog() {
        claims.put("iss", "\"x\\r\\n2026 INFO all is well\\u001b[2J\\u202e\\u2028'" + "y".repeat(200) + "\"");

        assertThat(refusal(OPTIONS.withIssuer("z")).message())
                .startsWith("issuer 'x??2026 INFO all is well?[2J???yyy")
                .contains("…' instead of 'z'")
                .hasSizeLessThan(170);
    }

    @Test
    void userIsTheFirstConfiguredClaimThatIsThere() throws TokenRefusedException {
        claims.put("sub", "\"4711\"");
        claims.put("preferred_username", "\"Anna K.\"");
        assertThat(verify(OPTIONS).userId()).isEqualTo("anna");

        claims.remove("upn");
        assertThat(verify(OPTIONS).userId()).isEqualTo("Anna K.");

        claims.put("preferred_username", "null");
        assertThat(verify(OPTIONS).userId()).isEqualTo("4711");
    }

    @Test
    void missingUserIsRefused() {
        claims.remove("upn");

        assertThat(refusal(OPTIONS))
                .isEqualTo(new Refusal(
                        Reason.USER,
                        "user missing: none of [upn, preferred_username, sub] (presencehub.jwt.user-claims)"));
    }

    @Test
    void blankUserDoesNotFallThroughToTheNextClaim() {
        claims.put("upn", "\" \"");
        claims.put("sub", "\"4711\"");

        assertThat(refusal(OPTIONS).message()).isEqualTo("user claim upn is blank (presencehub.jwt.user-claims)");
    }

    /** Others would see a question mark, and so would they of every other user with half an emoji. */
    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d", "anna\\ude00", "\\ude00\\ud83d"})
    void userThatIsNoUnicodeIsRefused(String user) {
        claims.put("upn", "\"" + user + "\"");
        claims.put("sub", "\"4711\"");

        assertThat(refusal(OPTIONS))
                .isEqualTo(new Refusal(
                        Reason.USER,
                        "user claim upn is not Unicode, with half of a surrogate pair (presencehub.jwt.user-claims)"));
    }

    /** Each of those who watch presence would be sent it. */
    @ParameterizedTest
    @ValueSource(strings = {"\"%s\"", "%s"})
    void userThatIsTooLongIsRefused(String json) throws TokenRefusedException {
        claims.put("upn", json.formatted("1".repeat(512)));
        assertThat(verify(OPTIONS).userId()).hasSize(512);

        claims.put("upn", json.formatted("1".repeat(513)));
        assertThat(refusal(OPTIONS))
                .isEqualTo(new Refusal(
                        Reason.USER,
                        "user claim upn is 513 characters long, while 512 are the most (presencehub.jwt.user-claims)"));
    }

    @Test
    void userMayBeAWholeEmoji() throws TokenRefusedException {
        claims.put("upn", "\"\\ud83d\\ude00\"");

        assertThat(verify(OPTIONS).userId()).isEqualTo("\ud83d\ude00");
    }

    @ParameterizedTest
    @CsvSource({
        "4711, 4711",
        "-1, -1",
        "9007199254740993, 9007199254740993",
        "123456789012345678901, 123456789012345678901"
    })
    void userThatIsAnIntegerIsItsDecimalText(String number, String user) throws TokenRefusedException {
        claims.put("upn", number);

        assertThat(verify(OPTIONS).userId()).isEqualTo(user);
    }

    @ParameterizedTest
    @CsvSource({"47.11, fraction", "1e3, fraction", "true, boolean", "[], list", "{}, object"})
    void userOfAnotherShapeIsRefused(String value, String type) {
        claims.put("upn", value);

        assertThat(refusal(OPTIONS).message())
                .isEqualTo("user claim upn is a " + type
                        + " instead of a string or an integer (presencehub.jwt.user-claims)");
    }

    @Test
    void tokenWithoutRolesHasNone() throws TokenRefusedException {
        claims.remove("groups");

        assertThat(verify(OPTIONS).roles()).isEmpty();
    }

    @Test
    void oneRoleMayStandWithoutAList() throws TokenRefusedException {
        claims.put("groups", "\"Team Lead\"");

        assertThat(verify(OPTIONS).roles()).containsExactly("Team Lead");
    }

    private Set<String> roles(String path, String value) throws TokenRefusedException {
        ClaimPath claim = ClaimPath.parse("key", path);
        claims.put(claim.names().get(0), value);
        return verify(OPTIONS.withRoles(claim)).roles();
    }

    @Test
    void wordsOfAScopeAreRolesEach() throws TokenRefusedException {
        assertThat(roles("scope", "\"openid  chat:write\"")).containsExactlyInAnyOrder("openid", "chat:write");
        assertThat(roles("scp", "\"access_as_user\"")).containsExactly("access_as_user");
        assertThat(roles("scp", "[\"chat write\"]")).containsExactly("chat write");
        assertThat(roles("scope", "\"\"")).isEmpty();
    }

    /** As Zitadel writes them: below each role stand the organizations that give it. */
    @Test
    void membersOfAnObjectAreRolesByTheirNames() throws TokenRefusedException {
        assertThat(roles(
                        "urn:zitadel:iam:org:project:roles",
                        "{\"admin\":{\"170\":\"shop.example\"},\"member\":{\"170\":\"shop.example\"}}"))
                .containsExactlyInAnyOrder("admin", "member");
    }

    /** Of Auth0, Cognito, Entra ID and Okta, in this order. */
    @Test
    void issuersHaveNamesOfTheirOwnForLists() throws TokenRefusedException {
        assertThat(roles("\"https://shop.example/roles\"", "[\"admin\"]")).containsExactly("admin");
        assertThat(roles("cognito:groups", "[\"admin\"]")).containsExactly("admin");
        assertThat(roles("roles", "[\"Chat.Write\"]")).containsExactly("Chat.Write");
        assertThat(roles("groups", "[\"Everyone\"]")).containsExactly("Everyone");
    }

    @Test
    void whatIsNoRoleGivesNoneAndTheLogSaysSo() throws TokenRefusedException {
        try (RecordedLog log = RecordedLog.of("org.presencehub.auth")) {
            assertThat(roles("groups", "[\"user\",1,null,[\"admin\"]]")).containsExactly("user");
            assertThat(log.lines())
                    .containsExactly("A token gives fewer roles than it says: 3 of what stands at groups is neither"
                            + " text nor the name of a member (presencehub.jwt.role-claim).");
        }
        assertThat(roles("groups", "7")).isEmpty();
        assertThat(roles("groups", "true")).isEmpty();
    }

    @Test
    void keycloaksTokenGivesItsUserAndRealmRoles() throws TokenRefusedException {
        claims.clear();
        claims.put("exp", seconds(300));
        claims.put("iat", seconds(0));
        claims.put("jti", "\"2f4c\"");
        claims.put("iss", "\"https://sso.example.org/realms/shop\"");
        claims.put("aud", "[\"hub\",\"account\"]");
        claims.put("sub", "\"8d5b6f8e-0b0e-4f0c-9c2a-0d8a4a6e1c11\"");
        claims.put("typ", "\"Bearer\"");
        claims.put("azp", "\"web\"");
        claims.put("realm_access", "{\"roles\":[\"default-roles-shop\",\"member\"]}");
        claims.put(
                "resource_access", "{\"account\":{\"roles\":[\"manage-account\"]},\"hub\":{\"roles\":[\"sender\"]}}");
        claims.put("scope", "\"openid profile\"");
        claims.put("preferred_username", "\"anna\"");
        ClaimOptions options =
                OPTIONS.withIssuer("https://sso.example.org/realms/shop").withAudiences(Set.of("hub"));

        AccessToken realm = verify(options.withRoles(ClaimPath.parse("key", "realm_access/roles")));
        assertThat(realm.userId()).isEqualTo("anna");
        assertThat(realm.roles()).containsExactlyInAnyOrder("default-roles-shop", "member");

        AccessToken client = verify(options.withRoles(ClaimPath.parse("key", "resource_access/hub/roles"))
                .withUser(List.of(ClaimPath.parse("key", "sub"))));
        assertThat(client.userId()).isEqualTo("8d5b6f8e-0b0e-4f0c-9c2a-0d8a4a6e1c11");
        assertThat(client.roles()).containsExactly("sender");
    }

    private AccessToken verify(ClaimOptions options) throws TokenRefusedException {
        return verifier(options).verify(token());
    }

    private Refusal refusal(ClaimOptions options) {
        return Refusal.of(verifier(options), token());
    }

    private TokenVerifier verifier(ClaimOptions options) {
        return TokenVerifier.of(
                AuthOptions.DEFAULTS
                        .withKeys(KeyOptions.DEFAULTS.withSecret(Forge.SECRET))
                        .withClaims(options),
                clock);
    }

    private String token() {
        return Forge.hs256(Forge.SECRET.getBytes(UTF_8), Forge.header("HS256"), Forge.json(claims));
    }

    private String seconds(long fromNow) {
        return Long.toString(clock.instant().getEpochSecond() + fromNow);
    }
}
