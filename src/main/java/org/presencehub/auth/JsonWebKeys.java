package org.presencehub.auth;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.presencehub.work.Printable;

/**
 * Reads a JWK or a JWKS (RFC 7517 §4 and §5). Immutable.
 *
 * @param algorithms what the keys may be used for
 */
record JsonWebKeys(Set<String> algorithms) {
    KeySet parse(JsonObject json) throws UnusableKeyException {
        return json.get("keys") instanceof JsonArray keys ? usable(keys) : usable(List.of(json));
    }

    /** One key of another kind, say for encryption, must not spoil the others of a set. */
    private KeySet usable(List<? extends JsonValue> jsons) throws UnusableKeyException {
        List<VerificationKey> keys = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (JsonValue json : jsons) {
            try {
                keys.add(key(json));
            } catch (UnusableKeyException unusable) {
                leftOut.add(unusable.getMessage() + id(json));
            }
        }
        if (keys.isEmpty()) {
            throw new UnusableKeyException(leftOut.isEmpty() ? "it is an empty set" : String.join("; ", leftOut));
        }
        return new KeySet(keys, leftOut);
    }

    private VerificationKey key(JsonValue json) throws UnusableKeyException {
        try {
            JWK jwk = JWK.parse(json.toString());
            requireForSignatures(jwk);
            if (!(jwk instanceof AsymmetricJWK pair)) {
                throw new UnusableKeyException("it is no public key");
            }
            Set<String> allowed = Optional.ofNullable(jwk.getAlgorithm())
                    .map(Algorithm::getName)
                    .map(Set::of)
                    .orElse(algorithms);
            return VerificationKey.of(Optional.ofNullable(jwk.getKeyID()), pair.toPublicKey())
                    .requireOneOf(allowed)
                    .requireOneOf(algorithms);
        } catch (ParseException | JOSEException | IllegalArgumentException malformed) {
            throw new UnusableKeyException("it is not a JWK");
        }
    }

    private static void requireForSignatures(JWK jwk) throws UnusableKeyException {
        if (jwk.isPrivate()) {
            throw new UnusableKeyException("it is a private key or a secret, which has no place here");
        }
        boolean use = jwk.getKeyUse() == null || jwk.getKeyUse().equals(KeyUse.SIGNATURE);
        boolean operation =
                jwk.getKeyOperations() == null || jwk.getKeyOperations().contains(KeyOperation.VERIFY);
        if (!use || !operation) {
            throw new UnusableKeyException("it is not meant for signatures");
        }
    }

    private static String id(JsonValue json) {
        return json instanceof JsonObject key && key.containsKey("kid")
                ? " (key id " + Printable.quoted(key.getString("kid", "")) + ")"
                : "";
    }
}
