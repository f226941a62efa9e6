package org.presencehub.auth;

import jakarta.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the forms of public keys apart that MicroProfile JWT 2.1 knows: PEM, JWK and JWKS, the latter two also in base64url.
 * PEM may be a certificate or lack its frame. Immutable.
 *
 * @param algorithms what the keys may be used for
 */
record KeyFormat(Set<String> algorithms) {
    static final String ALLOWED =
            "a PEM public key or certificate, a JWK or a JWKS with an RSA key of 2048 bits or more or an EC key on P-256";

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    KeySet parse(String text) throws UnusableKeyException {
        String key = text.replace("\\n", "\n").strip(); // how line ends get through an environment variable
        if (key.startsWith("{")) {
            return set(StrictJson.object(key));
        }
        Matcher pem = PEM.matcher(key);
        if (pem.find()) {
            return set(PemKey.parse(pem.group(1), decode(pem.group(2))));
        }
        byte[] decoded = decode(key);
        return decoded.length > 0 && decoded[0] == '{'
                ? set(StrictJson.object(decoded))
                : set(PemKey.parse(PemKey.PUBLIC_KEY, decoded));
    }

    private KeySet set(Optional<JsonObject> json) throws UnusableKeyException {
        return new JsonWebKeys(algorithms)
                .parse(json.orElseThrow(() -> new UnusableKeyException("it is not well-formed JSON")));
    }

    private KeySet set(VerificationKey key) throws UnusableKeyException {
        return new KeySet(List.of(key.requireOneOf(algorithms)), List.of());
    }

    /** Base64 of both alphabets; what belongs to neither, such as line ends, is passed over. */
    private static byte[] decode(String text) throws UnusableKeyException {
        try {
            return Base64.getMimeDecoder().decode(text.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException odd) {
            throw new UnusableKeyException("it is not an RSA or EC public key");
        }
    }
}
