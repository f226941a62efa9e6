package org.presencehub.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.RecordedLog;

/** What the log is told of how tokens are verified. */
class AuthLogTest {
    private static final ClaimOptions ANY = ClaimOptions.DEFAULTS;
    private static final KeyOptions BY_URL = KeyOptions.DEFAULTS.withPublicKeyLocation("https://id.example/jwks");

    private static List<String> warnings(KeyOptions keys, ClaimOptions claims) {
        try (RecordedLog log = RecordedLog.of("org.presencehub.auth")) {
            AuthLog.configured(new AuthOptions(keys, claims));
            return log.lines();
        }
    }

    @Test
    void tokensOfAnyIssuerForAnyAudienceAreWarnedOf() {
        assertThat(warnings(BY_URL, ANY))
                .singleElement()
                .asString()
                .contains(
                        "mp.jwt.verify.issuer",
                        "mp.jwt.verify.audiences",
                        "every token that 'https://id.example/jwks' verifies is accepted, also one that was issued for another"
                                + " application");
        assertThat(warnings(KeyOptions.DEFAULTS.withSecret(Forge.SECRET), ANY))
                .singleElement()
                .asString()
                .contains("presencehub.jwt.secret")
                .doesNotContain(Forge.SECRET);
    }

    @Test
    void oneOfTheTwoIsEnoughAndWithoutAKeyNothingIsAccepted() {
        assertThat(warnings(BY_URL, ANY.withIssuer("https://id.example"))).isEmpty();
        assertThat(warnings(BY_URL, ANY.withAudiences(Set.of("hub")))).isEmpty();
        assertThat(warnings(KeyOptions.DEFAULTS, ANY)).isEmpty();
    }
}
