package org.presencehub.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.presencehub.auth.TokenRefusedException.Reason;

/** What a verifier says against a token. Immutable. */
public record Refusal(Reason reason, String message) {
    public static Refusal of(TokenVerifier verifier, String token) {
        TokenRefusedException refused = catchThrowableOfType(TokenRefusedException.class, () -> verifier.verify(token));
        assertThat(refused).as("refused").isNotNull();
        assertThat(refused.error()).isEqualTo("invalid_token");
        assertThat(refused.errorDescription()).matches("[A-Za-z ]+");
        for (String part : token.split("\\.", -1)) {
            assertThat(part.length() > 8 && refused.getMessage().contains(part))
                    .as("shows the token")
                    .isFalse();
        }
        assertThat(refused.getMessage()).doesNotContainPattern("\\p{Cntrl}");
        return new Refusal(refused.reason(), refused.getMessage());
    }
}
