package org.presencehub.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.microprofile.jwt.Claims;
import org.junit.jupiter.api.Test;

class AccessTokenTest {
    private final SettableClock clock = new SettableClock();
    private final Map<String, String> claims = Forge.claims(clock);

    @Test
    void isAPrincipalInMicroProfilesWords() throws TokenRefusedException {
        claims.put("sub", "\"4711\"");
        claims.put("jti", "\"j1\"");
        claims.put("roles", "[\"boss\"]");
        String raw = raw();
        AccessToken token = verify(raw, ClaimOptions.DEFAULTS.withRoles(ClaimPath.parse("key", "roles")));

        assertThat(token.getName()).isEqualTo("anna");
        assertThat(token.getGroups()).containsExactly("boss");
        assertThat(token.getSubject()).isEqualTo("4711");
        assertThat(token.getTokenID()).isEqualTo("j1");
        assertThat(token.getIssuer()).isEqualTo("https://issuer.test");
        assertThat(token.getAudience()).containsExactly("hub");
        assertThat(token.getIssuedAtTime()).isEqualTo(clock.instant().getEpochSecond());
        assertThat(token.getExpirationTime()).isEqualTo(clock.instant().getEpochSecond() + 60);
        assertThat(token.getRawToken()).isEqualTo(raw);
        assertThat(token.<Set<String>>getClaim(Claims.groups)).containsExactlyInAnyOrder("user", "chat");
    }

    @Test
    void saysWhenItWasIssuedAndHowLongItIsGood() throws TokenRefusedException {
        ClaimOptions options = ClaimOptions.DEFAULTS;
        AccessToken token = verify(raw(), options);

        assertThat(token.issuedAt()).isEqualTo(clock.instant());
        assertThat(token.expiresAt()).isEqualTo(clock.instant().plusSeconds(60));
        assertThat(token.refusedFrom())
                .isEqualTo(clock.instant().plusSeconds(60).plus(options.leeway()));
    }

    @Test
    void needNotSayWhenItWasIssued() throws TokenRefusedException {
        claims.remove("iat");

        assertThat(verify(raw(), ClaimOptions.DEFAULTS).issuedAt()).isNull();
    }

    @Test
    void claimsKeepTheirTypes() throws TokenRefusedException {
        claims.put("nickname", "\"Ännchen\"");
        claims.put("email_verified", "true");
        claims.put("auth_time", "17");
        claims.put("level", "3");
        claims.put("address", "{\"locality\":\"Bonn\"}");
        claims.put("list", "[1]");
        claims.put("nothing", "null");
        AccessToken token = verify(raw(), ClaimOptions.DEFAULTS);

        assertThat(token.<Object>getClaim("nickname")).isEqualTo("Ännchen");
        assertThat(token.<Object>getClaim("email_verified")).isEqualTo(true);
        assertThat(token.<Object>getClaim("auth_time")).isEqualTo(17L);
        assertThat(token.<Object>getClaim("level")).isEqualTo(Json.createValue(3));
        assertThat(token.<Object>getClaim("address"))
                .isEqualTo(Json.createObjectBuilder().add("locality", "Bonn").build());
        assertThat(token.<JsonValue>getClaim("list")).hasToString("[1]");
        assertThat(token.<Object>getClaim("nothing")).isNull();
        assertThat(token.<Object>getClaim("absent")).isNull();
        assertThat(token.claim("absent")).isEmpty();
    }

    @Test
    void claimNamesHoldTheTokenItselfAsWell() throws TokenRefusedException {
        assertThat(verify(raw(), ClaimOptions.DEFAULTS).getClaimNames())
                .containsExactly("iss", "aud", "upn", "groups", "iat", "exp", "raw_token");
    }

    @Test
    void textShowsTheUserAndNoTokenNorClaims() throws TokenRefusedException {
        assertThat(verify(raw(), ClaimOptions.DEFAULTS)).hasToString("AccessToken of 'anna'");
    }

    /** A collection takes what was read of it. */
    @Test
    void isReadAgainWhenSomebodyAsksLater() throws TokenRefusedException {
        JsonObject claims = Json.createObjectBuilder().add("tenant", "t1").build();
        WeakReference<JsonObject> seen = new WeakReference<>(claims);
        TokenClaims kept = new TokenClaims(raw(), claims);
        claims = null;
        while (seen.get() != null) {
            System.gc();
        }

        assertThat(kept.object().getString("upn")).isEqualTo("anna");
    }

    @Test
    void weighsWhatItsRolesTake() throws TokenRefusedException {
        claims.put("groups", "[]");
        long bare = verify(raw(), ClaimOptions.DEFAULTS).weight();
        claims.put(
                "groups",
                IntStream.range(1_000, 2_000).mapToObj(Integer::toString).collect(joining("\",\"", "[\"", "\"]")));

        assertThat(bare).isBetween(100L, 1_000L);
        assertThat(verify(raw(), ClaimOptions.DEFAULTS).weight() - bare).isBetween(100_000L, 120_000L);
    }

    @Test
    void anIssuerThatIsNoTextIsNone() throws TokenRefusedException {
        claims.put("iss", "17");

        assertThat(verify(raw(), ClaimOptions.DEFAULTS).getIssuer()).isNull();
    }

    private String raw() {
        return Forge.hs256(Forge.SECRET.getBytes(UTF_8), Forge.header("HS256"), Forge.json(claims));
    }

    private AccessToken verify(String raw, ClaimOptions claims) throws TokenRefusedException {
        return TokenVerifier.of(
                        AuthOptions.DEFAULTS
                                .withKeys(KeyOptions.DEFAULTS.withSecret(Forge.SECRET))
                                .withClaims(claims),
                        clock)
                .verify(raw);
    }
}
