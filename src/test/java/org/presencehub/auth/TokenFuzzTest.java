package org.presencehub.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tokens that a fuzzer thinks up; in the default build, those that it once found worth keeping. */
class TokenFuzzTest {
    private static final TokenVerifier BY_SECRET =
            TokenVerifier.of(AuthOptions.DEFAULTS.withKeys(KeyOptions.DEFAULTS.withSecret(Forge.SECRET)));

    /** Whatever anybody may send, without any key. */
    @FuzzTest
    void everyHeaderIsRefusedOrAsksForAKey(byte[] header) {
        TokenRefusedException refused = refusal(Forge.base64url(header) + ".e30.AAAA");

        assertThat(refused).isNotNull();
        assertThat(String.valueOf(Objects.requireNonNull(refused).getMessage()))
                .doesNotContainPattern("[\\p{Cntrl}\\u202E]");
    }

    @FuzzTest
    void everyTextIsRefused(byte[] token) {
        TokenRefusedException refused = refusal(new String(token, UTF_8));

        assertThat(refused).isNotNull();
        assertThat(String.valueOf(Objects.requireNonNull(refused).getMessage()))
                .doesNotContainPattern("[\\p{Cntrl}\\u202E]");
    }

    /** Whatever an issuer may say: its users choose some of it. */
    @FuzzTest
    void claimsAreRefusedOrNameAUser(byte[] claims) {
        String payload = new String(claims, UTF_8);
        try {
            AccessToken token =
                    BY_SECRET.verify(Forge.hs256(Forge.SECRET.getBytes(UTF_8), Forge.header("HS256"), payload));
            assertThat(token.userId()).isNotBlank();
            assertThat(new String(token.userId().getBytes(UTF_8), UTF_8)).isEqualTo(token.userId());
            assertThat(token.roles()).doesNotContainNull();
            assertThat(token.refusedFrom()).isAfter(token.expiresAt().minusSeconds(1));
            for (String name : token.getClaimNames()) {
                Object claim = token.getClaim(name);
                assertThat(String.valueOf(claim)).isNotNull();
            }
        } catch (TokenRefusedException refused) {
            assertThat(String.valueOf(refused.getMessage())).doesNotContainPattern("[\\p{Cntrl}\\u202E]");
        }
    }

    private static @Nullable TokenRefusedException refusal(String token) {
        try {
            BY_SECRET.verify(token);
            return null;
        } catch (TokenRefusedException refused) {
            return refused;
        }
    }
}
