package org.presencehub.development;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.presencehub.auth.AccessToken;
import org.presencehub.auth.AuthOptions;
import org.presencehub.auth.Forge;
import org.presencehub.auth.KeyOptions;
import org.presencehub.auth.Refusal;
import org.presencehub.auth.SettableClock;
import org.presencehub.auth.TokenRefusedException;
import org.presencehub.auth.TokenRefusedException.Reason;
import org.presencehub.auth.TokenVerifier;

class DevelopmentIssuerTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final SettableClock clock = new SettableClock();
    private final DevelopmentIssuer issuer = new DevelopmentIssuer(clock);
    private final TokenVerifier configured = TokenVerifier.of(
            AuthOptions.DEFAULTS.withKeys(KeyOptions.DEFAULTS.withPublicKey(Forge.jwk(Forge.RSA, "k1"))), clock);

    @Test
    void itsTokensSpeakForWhomTheyWereIssued() throws TokenRefusedException {
        AccessToken token = issuer.verifier().verify(issuer.issue("Jörg \"J\"", Set.of("a", "b"), HOUR));

        assertThat(token.userId()).isEqualTo("Jörg \"J\"");
        assertThat(token.roles()).containsExactlyInAnyOrder("a", "b");
        assertThat(token.getIssuer()).isEqualTo("presencehub-development");
        assertThat(token.expiresAt()).isEqualTo(clock.instant().plus(HOUR));
        assertThat(issuer.verifier().ready()).isTrue();
    }

    @Test
    void itsTokensExpire() {
        String token = issuer.issue("anna", Set.of(), HOUR);
        clock.advance(HOUR.plusSeconds(31));

        assertThat(Refusal.of(issuer.verifier(), token).message()).startsWith("expired by 31 s");
    }

    @Test
    void configuredTokensStillCountBesideIt() throws TokenRefusedException {
        TokenVerifier both = before(configured);

        assertThat(both.verify(issuer.issue("anna", Set.of(), HOUR)).userId()).isEqualTo("anna");
        assertThat(both.verify(configuredToken("k1")).userId()).isEqualTo("anna");
    }

    @Test
    void eachTokenIsRefusedByTheVerifierItMeant() {
        TokenVerifier both = before(configured);
        String expired = issuer.issue("anna", Set.of(), Duration.ofSeconds(1));
        clock.advance(Duration.ofMinutes(1));

        assertThat(Refusal.of(both, expired).reason()).isEqualTo(Reason.EXPIRED);
        assertThat(Refusal.of(both, configuredToken("k9")).message()).startsWith("key id 'k9' unknown among ['k1']");
        assertThat(Refusal.of(both, "x").reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void tokenOfAnEarlierIssuerIsToldByItsKeyId() {
        String earlier = new DevelopmentIssuer(clock).issue("anna", Set.of(), HOUR);

        assertThat(Refusal.of(before(configured), earlier))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.UNKNOWN_KEY))
                .satisfies(refusal -> assertThat(refusal.message())
                        .startsWith("key id 'presencehub-development-")
                        .endsWith("(development issuer)"));
    }

    @Test
    void configuredKeyCannotSpeakForTheDevelopmentIssuer() {
        String token =
                Forge.rs256(Forge.RSA, Forge.header("RS256", DevelopmentIssuer.NAME), Forge.json(Forge.claims(clock)));

        assertThat(Refusal.of(before(configured), token).reason()).isEqualTo(Reason.UNKNOWN_KEY);
    }

    @Test
    void onlyConfiguredKeysThatAreMissingMakeUnready() {
        AuthOptions none = AuthOptions.DEFAULTS;
        TokenVerifier unreachable = TokenVerifier.of(
                none.withKeys(KeyOptions.DEFAULTS.withPublicKeyLocation("http://127.0.0.1:1/keys")), clock);

        assertThat(before(TokenVerifier.of(none, clock)).ready()).isTrue();
        assertThat(before(configured).ready()).isTrue();
        assertThat(before(unreachable).ready()).isFalse();
    }

    @Test
    void nobodyForNoTimeGetsNoToken() {
        assertThatThrownBy(() -> issuer.issue(" ", Set.of(), HOUR)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> issuer.issue("anna", Set.of(), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private TokenVerifier before(TokenVerifier other) {
        return new DevelopmentVerifier(issuer.verifier(), other);
    }

    private String configuredToken(String keyId) {
        return Forge.rs256(Forge.RSA, Forge.header("RS256", keyId), Forge.json(Forge.claims(clock)));
    }
}
