package org.presencehub.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.presencehub.auth.AccessToken;
import org.presencehub.auth.ClaimOptions;
import org.presencehub.auth.Forge;
import org.presencehub.auth.SettableClock;
import org.presencehub.auth.TokenRefusedException;
import org.presencehub.auth.TokenVerifier;

class CallerTest {
    private static final ClaimOptions RULES = ClaimOptions.DEFAULTS;
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private final SettableClock clock = new SettableClock();

    /** Whoever has expired by now has no role. */
    @BeforeEach
    void setTheClock() {
        clock.advance(Duration.ofSeconds(
                Instant.now().getEpochSecond() - clock.instant().getEpochSecond()));
    }

    private static Caller named(String userAgent) {
        return new Caller(() -> "anna", Set.of(), null, userAgent);
    }

    private static Caller anna(@Nullable Instant end) {
        return new Caller(() -> "anna", Set.of(), end, "");
    }

    private AccessToken token(Map<String, String> claims) throws TokenRefusedException {
        return TokenVerifier.of("test", "k1", Forge.RSA.getPublic(), RULES, clock)
                .verify(Forge.rs256(Forge.RSA, Forge.header("RS256", "k1"), Forge.json(claims)));
    }

    @Test
    void aTokenSaysWhoAsksAndForHowLong() throws TokenRefusedException {
        AccessToken token = token(Forge.claims(clock));
        Caller caller = Caller.of(token, "Browser");

        assertThat(caller.principal()).isSameAs(token);
        assertThat(caller.userId()).isEqualTo("anna");
        assertThat(caller.hasRole("user")).isTrue();
        assertThat(caller.hasRole("chat")).isTrue();
        assertThat(caller.hasRole("boss")).isFalse();
        assertThat(caller.issuedAt()).isEqualTo(clock.instant());
        assertThat(caller.expiresAt()).isEqualTo(clock.instant().plusSeconds(60).plus(RULES.leeway()));
        assertThat(caller.userAgent()).isEqualTo("Browser");
    }

    @Test
    void aTokenNeedNotSayWhenItWasIssued() throws TokenRefusedException {
        Map<String, String> claims = Forge.claims(clock);
        claims.remove("iat");

        assertThat(Caller.of(token(claims), "").issuedAt()).isNull();
    }

    @Test
    void onlyTheVeryTokenNamesTheCaller() throws TokenRefusedException {
        AccessToken token = token(Forge.claims(clock));
        Caller caller = Caller.of(token, "");

        assertThat(caller.isNamedBy(token.getRawToken())).isTrue();
        assertThat(caller.isNamedBy(token.getRawToken() + "A")).isFalse();
        assertThat(caller.isNamedBy("")).isFalse();
        assertThat(anna(null).isNamedBy(token.getRawToken())).isFalse();
        assertThat(Caller.ANONYMOUS.isNamedBy("")).isFalse();
    }

    @Test
    void theSameNameFromAnotherIssuerIsAnotherUser() throws TokenRefusedException {
        Map<String, String> claims = Forge.claims(clock);
        Caller own = Caller.of(token(claims), "");
        Caller later = Caller.of(token(claims), "");
        claims.put("iss", "\"https://another.test\"");
        Caller stranger = Caller.of(token(claims), "");
        claims.remove("iss");
        Caller unsaid = Caller.of(token(claims), "");

        assertThat(own.isSameUser(later)).isTrue();
        assertThat(own.isSameUser(stranger)).isFalse();
        assertThat(own.isSameUser(unsaid)).isFalse();
        assertThat(own.isSameUser(anna(null))).isTrue();
        assertThat(own.isSameUser(Caller.ANONYMOUS)).isFalse();
        assertThat(Caller.ANONYMOUS.isSameUser(own)).isFalse();
    }

    /** A set of Java's own immutable kind looks through all that collide. */
    @Test
    void rolesWithEqualHashCodesAreFoundAtOnce() {
        List<String> names = List.of("");
        for (int i = 0; i < 16; i++) {
            names = names.stream()
                    .flatMap(name -> Stream.of(name + "Aa", name + "BB"))
                    .toList();
        }
        List<String> all = names;

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            Caller caller = new Caller(() -> "anna", new HashSet<>(all));
            assertThat(all).allMatch(caller::hasRole);
        });
    }

    @Test
    void oneRoleOfSeveralIsEnough() {
        Caller caller = new Caller(() -> "anna", Set.of("member", "owner"));

        assertThat(caller.hasAnyRole(List.of("boss", "owner"))).isTrue();
        assertThat(caller.hasAnyRole(List.of("boss", "Owner"))).isFalse();
        assertThat(caller.hasAnyRole(List.of())).isFalse();
    }

    @Test
    void nobodyHasNeitherNameNorRoleNorEnd() {
        Caller nobody = Caller.anonymous("Browser", "192.0.2.1");

        assertThat(nobody.principal()).isNull();
        assertThat(nobody.userId()).isNull();
        assertThat(nobody.hasRole("")).isFalse();
        assertThat(nobody.issuedAt()).isNull();
        assertThat(nobody.expiresAt()).isNull();
        assertThat(nobody.isExpired()).isFalse();
        assertThat(nobody.userAgent()).isEqualTo("Browser");
    }

    @Test
    void aCallerIsExpiredFromTheEndOn() {
        assertThat(anna(Instant.now()).isExpired()).isTrue();
        assertThat(anna(Instant.now().plusSeconds(60)).isExpired()).isFalse();
        assertThat(anna(null).isExpired()).isFalse();
    }

    @Test
    void usersAreToldApartByTheirIdsAlone() {
        Principal anna = () -> "anna";

        assertThat(anna(NOON).isSameUser(new Caller(anna, Set.of("boss")))).isTrue();
        assertThat(anna(null).isSameUser(new Caller(() -> "Anna", Set.of()))).isFalse();
        assertThat(anna(null).isSameUser(Caller.ANONYMOUS)).isFalse();
        assertThat(Caller.ANONYMOUS.isSameUser(anna(null))).isFalse();
        assertThat(Caller.ANONYMOUS.isSameUser(Caller.anonymous("Browser", "192.0.2.1")))
                .isTrue();
    }

    @Test
    void ofTwoThatDoNotSayWhenTheyWereIssuedTheOneThatExpiresEarlierIsOlder() {
        assertThat(anna(NOON).isOlderThan(anna(NOON.plusNanos(1)))).isTrue();
        assertThat(anna(NOON).isOlderThan(anna(NOON))).isFalse();
        assertThat(anna(NOON.plusNanos(1)).isOlderThan(anna(NOON))).isFalse();
        assertThat(anna(null).isOlderThan(anna(NOON))).isFalse();
        assertThat(anna(NOON).isOlderThan(anna(null))).isFalse();
        assertThat(anna(null).isOlderThan(anna(null))).isFalse();
    }

    @Test
    void theTokenThatWasIssuedLaterIsTheNewerOneHoweverLongItLasts() throws TokenRefusedException {
        Caller first = issued(0, 60);
        Caller second = issued(10, 20);

        assertThat(second.isOlderThan(first)).isFalse();
        assertThat(first.isOlderThan(second)).isTrue();
    }

    @Test
    void ofTwoTokensOfOneSecondTheOneThatExpiresEarlierIsOlder() throws TokenRefusedException {
        assertThat(issued(0, 50).isOlderThan(issued(0, 60))).isTrue();
        assertThat(issued(0, 60).isOlderThan(issued(0, 50))).isFalse();
        assertThat(issued(0, 60).isOlderThan(issued(0, 60))).isFalse();
    }

    @Test
    void whereOneTokenDoesNotSayWhenItWasIssuedTheEndsCount() throws TokenRefusedException {
        Map<String, String> claims = Forge.claims(clock);
        claims.remove("iat");
        Caller unsaid = Caller.of(token(claims), "");

        assertThat(unsaid.isOlderThan(issued(0, 70))).isTrue();
        assertThat(issued(0, 50).isOlderThan(unsaid)).isTrue();
        assertThat(issued(0, 70).isOlderThan(unsaid)).isFalse();
    }

    /** Both counted from now, so that neither is in the future. */
    private Caller issued(int seconds, int end) throws TokenRefusedException {
        Map<String, String> claims = Forge.claims(clock);
        claims.put("iat", Long.toString(clock.instant().getEpochSecond() - 30 + seconds));
        claims.put("exp", Long.toString(clock.instant().getEpochSecond() + end));
        return Caller.of(token(claims), "");
    }

    @Test
    void aTokenIsItselfAndNoOtherOneOfTheUser() throws TokenRefusedException {
        assertThat(issued(0, 60).isAs(issued(0, 60))).isTrue();
        assertThat(issued(0, 60).isAs(issued(0, 61))).isFalse();
        assertThat(issued(0, 60).isAs(anna(null))).isFalse();
        assertThat(anna(null).isAs(issued(0, 60))).isFalse();
    }

    @Test
    void aLoginOfTheContainerIsTheSameWithTheSameRoles() {
        assertThat(anna(null).isAs(anna(null))).isTrue();
        assertThat(anna(null).isAs(new Caller(() -> "anna", Set.of("boss")))).isFalse();
        assertThat(anna(null).isAs(new Caller(() -> "bert", Set.of()))).isFalse();
        assertThat(Caller.ANONYMOUS.isAs(Caller.anonymous("Browser", "192.0.2.1")))
                .isTrue();
    }

    @Test
    void whoHasExpiredHasNoRole() {
        Caller expired = new Caller(() -> "anna", Set.of("boss"), Instant.now(), "");

        assertThat(expired.hasRole("boss")).isFalse();
        assertThat(expired.hasRole("**")).isFalse();
        assertThat(expired.hasAnyRole(List.of("boss"))).isFalse();
    }

    @Test
    void everybodyWhoIsKnownHasTheRoleOfEverybody() {
        assertThat(anna(null).hasRole("**")).isTrue();
        assertThat(Caller.ANONYMOUS.hasRole("**")).isFalse();
    }

    @Test
    void aLimitEndsATokenThatLastsLongerAndNoOther() throws TokenRefusedException {
        Instant limit = clock.instant().plusSeconds(20);

        assertThat(issued(0, 60).until(limit).endsAt()).isEqualTo(limit);
        assertThat(issued(0, 60).until(limit).expiresAt()).isEqualTo(limit);
        assertThat(issued(0, 10).until(limit).endsAt())
                .isEqualTo(clock.instant().plusSeconds(10));
        assertThat(anna(null).until(limit).endsAt()).isNull(); // whoever is logged in shows no fresh token
        assertThat(Caller.ANONYMOUS.until(limit).endsAt()).isNull();
    }

    @Test
    void aClientShouldComeBeforeAnyLeeway() throws TokenRefusedException {
        assertThat(issued(0, 60).endsAt()).isEqualTo(clock.instant().plusSeconds(60));
        assertThat(issued(0, 60).expiresAt())
                .isEqualTo(clock.instant().plusSeconds(60).plus(RULES.leeway()));
    }

    @Test
    void aUserAgentIsCleanedOfWhatDoesNotPrint() {
        assertThat(named("Browser\u00001\r\nX: \u2028\u202e\u001b[31m").userAgent())
                .isEqualTo("Browser?1??X: ???[31m");
    }

    @Test
    void aUserAgentIsCut() {
        assertThat(named("a".repeat(256) + "b").userAgent()).isEqualTo("a".repeat(256));
    }

    @Test
    void whoSaysNothingHasNone() {
        assertThat(Caller.ANONYMOUS.userAgent()).isEmpty();
    }
}
