package org.presencehub.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.Set;
import org.presencehub.work.Printable;

/**
 * A key made ready to verify signatures of exactly one algorithm, so that no token can choose how a key is used. Immutable.
 *
 * @param id the {@code kid} that tokens name it by; a key without one is tried whatever a token names
 */
record VerificationKey(Optional<String> id, JWSHeader header, JWSVerifier verifier) {
    private static final int MIN_RSA_BITS = 2048; // RFC 7518 §3.3

    static VerificationKey of(Optional<String> id, PublicKey key) throws UnusableKeyException {
        try {
            if (key instanceof RSAPublicKey rsa) {
                requireLong(rsa);
                return new VerificationKey(id, new JWSHeader(JWSAlgorithm.RS256), new RSASSAVerifier(rsa));
            }
            if (key instanceof ECPublicKey ec && Curve.P_256.equals(Curve.forECParameterSpec(ec.getParams()))) {
                return new VerificationKey(id, new JWSHeader(JWSAlgorithm.ES256), new ECDSAVerifier(ec));
            }
        } catch (JOSEException | IllegalArgumentException unusable) {
            throw new UnusableKeyException("it does not verify signatures");
        }
        throw new UnusableKeyException("it is neither an RSA key nor an EC key on P-256");
    }

    static VerificationKey of(byte[] secret) {
        try {
            return new VerificationKey(Optional.empty(), new JWSHeader(JWSAlgorithm.HS256), new MACVerifier(secret));
        } catch (JOSEException tooShort) {
            throw new IllegalArgumentException(KeyOptions.SECRET + " is too short for HS256", tooShort);
        }
    }

    VerificationKey requireOneOf(Set<String> algorithms) throws UnusableKeyException {
        if (!algorithms.contains(algorithm())) {
            throw new UnusableKeyException(
                    "it is a key for " + algorithm() + " instead of " + String.join(" or ", algorithms));
        }
        return this;
    }

    String algorithm() {
        return header.getAlgorithm().getName();
    }

    boolean fits(SignedToken token) {
        return algorithm().equals(token.algorithm())
                && (id.isEmpty() || token.keyId().isEmpty() || id.equals(token.keyId()));
    }

    boolean verifies(SignedToken token) {
        try {
            return verifier.verify(header, token.signingInput(), new Base64URL(token.signature()));
        } catch (JOSEException unfit) {
            return false;
        }
    }

    private static void requireLong(RSAPublicKey key) throws UnusableKeyException {
        int bits = key.getModulus().bitLength();
        if (bits < MIN_RSA_BITS) {
            throw new UnusableKeyException(
                    "it is an RSA key of " + bits + " bits, and at least " + MIN_RSA_BITS + " are needed");
        }
    }

    @Override
    public String toString() {
        return algorithm() + id.map(name -> " " + Printable.quoted(name)).orElse("");
    }
}
