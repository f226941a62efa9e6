package org.presencehub.development;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import org.presencehub.auth.ClaimOptions;
import org.presencehub.auth.TokenVerifier;
import org.presencehub.stereotype.Component;

/**
 * Hands out tokens to anybody, signed with a key that lives as long as this object. Thread-safe.
 *
 * <p>For development and for nothing else: whoever can call {@link #issue} can be everybody.
 */
@Component
final class DevelopmentIssuer {
    /** The {@code iss} of its tokens; their key ids begin with it, too. */
    static final String NAME = "presencehub-development";

    private final InstantSource clock;
    private final JWSHeader header;
    private final RSASSASigner signer;
    private final TokenVerifier verifier;

    @Inject
    DevelopmentIssuer() {
        this(InstantSource.system());
    }

    /** The same with a clock of the caller's choice. */
    DevelopmentIssuer(InstantSource clock) {
        this.clock = clock;
        KeyPair pair = pair();
        String keyId = NAME + "-" + UUID.randomUUID();
        header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(keyId)
                .build();
        signer = new RSASSASigner(pair.getPrivate());
        verifier = TokenVerifier.of(
                "development issuer", keyId, pair.getPublic(), ClaimOptions.DEFAULTS.withIssuer(NAME), clock);
    }

    /**
     * Makes a token.
     *
     * @throws IllegalArgumentException if the user id is blank or the time not positive
     */
    String issue(String userId, Set<String> roles, Duration validFor) {
        if (userId.isBlank() || validFor.isNegative() || validFor.isZero()) {
            throw new IllegalArgumentException("a token needs a user and a time to be valid for");
        }
        JWSObject token = new JWSObject(
                header, new Payload(claims(userId, roles, validFor).toString()));
        try {
            token.sign(signer);
        } catch (JOSEException impossible) {
            throw new IllegalStateException("this Java cannot sign with the key it made", impossible);
        }
        return token.serialize();
    }

    /** Verifies the tokens made here, and no others. */
    TokenVerifier verifier() {
        return verifier;
    }

    /** Verifies the tokens made here, and leaves all others to the configured verifier. */
    TokenVerifier verifierBefore(TokenVerifier configured) {
        return new DevelopmentVerifier(verifier, configured);
    }

    private JsonObject claims(String userId, Set<String> roles, Duration validFor) {
        Instant now = clock.instant();
        return Json.createObjectBuilder()
                .add("iss", NAME)
                .add("sub", userId)
                .add("upn", userId)
                .add("groups", Json.createArrayBuilder(roles))
                .add("iat", now.getEpochSecond())
                .add("exp", now.plus(validFor).getEpochSecond())
                .add("jti", UUID.randomUUID().toString())
                .build();
    }

    /** RSA, since it verifies many times faster than ES256, and servers are measured with these tokens. */
    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) { // every Java has RSA
            throw new IllegalStateException(impossible);
        }
    }
}
