package org.presencehub.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AuthOptionsTest {
    private static final KeyOptions NONE = KeyOptions.DEFAULTS;
    private static final ClaimOptions ANY = ClaimOptions.DEFAULTS;

    @Test
    void secretMustBeLongAndIsNeverShown() {
        String secret = "geheim-geheim-geheim-geheim-abc"; // 31 bytes
        assertWrong(
                () -> NONE.withSecret(secret),
                "presencehub.jwt.secret has 31 bytes (its value is not shown), but at least 32 are needed for HS256");

        assertThat(NONE.withSecret("geheim-geheim-geheim-geheim-abcä").toString())
                .contains("presencehub.jwt.secret")
                .doesNotContain("geheim");
    }

    @Test
    void keysComeFromOnePlace() {
        assertWrong(
                () -> NONE.withPublicKey("x").withPublicKeyLocation("y"),
                "mp.jwt.verify.publickey and mp.jwt.verify.publickey.location are set together, but only one of them is"
                        + " allowed");
        assertWrong(
                () -> NONE.withSecret(Forge.SECRET).withPublicKeyLocation("y"),
                "mp.jwt.verify.publickey.location and presencehub.jwt.secret are set together, but only one of them is"
                        + " allowed");
    }

    @Test
    void secretHasItsOwnAlgorithm() {
        assertWrong(
                () -> NONE.withSecret(Forge.SECRET).withAlgorithm(KeyAlgorithm.RS256),
                "mp.jwt.verify.publickey.algorithm is RS256 while presencehub.jwt.secret is set, but a secret allows only"
                        + " HS256; leave one of them out");
    }

    @Test
    void algorithmIsOneOfTwo() {
        assertThat(KeyAlgorithm.parse("ES256")).isEqualTo(KeyAlgorithm.ES256);
        assertWrong(
                () -> KeyAlgorithm.parse("none"),
                "mp.jwt.verify.publickey.algorithm is 'none', but only RS256 or ES256 is allowed");
    }

    @Test
    void leewayHasBounds() {
        assertThat(ANY.leeway()).isEqualTo(Duration.ofSeconds(30));
        assertWrong(
                () -> ANY.withLeeway(Duration.ofSeconds(301)),
                "mp.jwt.verify.clock.skew is 301 s, but only 0 to 300 s are allowed");
        assertWrong(
                () -> ANY.withLeeway(Duration.ofSeconds(-1)),
                "mp.jwt.verify.clock.skew is -1 s, but only 0 to 300 s are allowed");
    }

    @Test
    void blankValuesAreMistakes() {
        assertWrong(() -> ANY.withIssuer(" "), "mp.jwt.verify.issuer is blank; give it a value or leave it out");
        assertWrong(
                () -> ANY.withAudiences(Set.of("a", "")),
                "mp.jwt.verify.audiences is blank; give it a value or leave it out");
        assertWrong(
                () -> ANY.withUser(List.of()),
                "presencehub.jwt.user-claims is empty, but at least one claim is needed, such as upn");
    }

    @Test
    void keyThatIsNoneStopsTheStartWithoutShowingIt() {
        String key = Forge.pem("PRIVATE KEY", Forge.RSA.getPrivate().getEncoded());

        assertWrong(
                () -> TokenVerifier.of(AuthOptions.DEFAULTS.withKeys(NONE.withPublicKey(key))),
                "mp.jwt.verify.publickey is a text of " + key.length()
                        + " characters, but it is a private key, which has no place here; allowed is "
                        + KeyFormat.ALLOWED);
    }

    private static void assertWrong(ThrowingCallable use, String sentence) {
        assertThatThrownBy(use).isInstanceOf(IllegalArgumentException.class).hasMessage(sentence);
    }
}
