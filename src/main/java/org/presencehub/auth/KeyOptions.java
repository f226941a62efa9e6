package org.presencehub.auth;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.presencehub.config.Settings;
import org.presencehub.work.Printable;

/**
 * What tokens are verified with. Immutable.
 *
 * <p>At most one of {@code publicKey}, {@code publicKeyLocation} and {@code secret} is set: with none, every token is refused.
 *
 * @param publicKey {@value #PUBLIC_KEY}: PEM (public key or certificate), JWK or JWKS, plain or in base64url
 * @param publicKeyLocation {@value #PUBLIC_KEY_LOCATION}: where such a text is: a file path, a {@code file:}, {@code
 *     http:} or {@code https:} URL, or a class path resource
 * @param algorithm {@value #ALGORITHM}: the only one to accept; if empty the type of the key decides, RS256 or ES256
 * @param secret {@value #SECRET}: for HS256, at least 32 bytes in UTF-8
 */
public record KeyOptions(
        Optional<String> publicKey,
        Optional<String> publicKeyLocation,
        Optional<KeyAlgorithm> algorithm,
        Optional<String> secret) {
    static final String PUBLIC_KEY = "mp.jwt.verify.publickey";
    static final String PUBLIC_KEY_LOCATION = "mp.jwt.verify.publickey.location";
    static final String ALGORITHM = "mp.jwt.verify.publickey.algorithm";
    static final String SECRET = "presencehub.jwt.secret";

    private static final int MIN_SECRET_BYTES = 32;

    /** None, so that every token is refused. */
    public static final KeyOptions DEFAULTS =
            new KeyOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public KeyOptions {
        requireOneSource(publicKey, publicKeyLocation, secret);
        requireText(PUBLIC_KEY, publicKey);
        requireText(PUBLIC_KEY_LOCATION, publicKeyLocation);
        secret.ifPresent(KeyOptions::requireLong);
        requireNoAlgorithm(secret, algorithm);
    }

    static KeyOptions from(Settings settings) {
        return new KeyOptions(
                settings.text(PUBLIC_KEY),
                settings.text(PUBLIC_KEY_LOCATION),
                settings.text(ALGORITHM).map(KeyAlgorithm::parse),
                settings.text(SECRET));
    }

    public KeyOptions withPublicKey(String text) {
        return new KeyOptions(Optional.of(text), publicKeyLocation, algorithm, secret);
    }

    public KeyOptions withPublicKeyLocation(String location) {
        return new KeyOptions(publicKey, Optional.of(location), algorithm, secret);
    }

    public KeyOptions withAlgorithm(KeyAlgorithm only) {
        return new KeyOptions(publicKey, publicKeyLocation, Optional.of(only), secret);
    }

    public KeyOptions withSecret(String text) {
        return new KeyOptions(publicKey, publicKeyLocation, algorithm, Optional.of(text));
    }

    /** {@return whether there is anything to verify tokens with} */
    boolean isSet() {
        return publicKey.isPresent() || publicKeyLocation.isPresent() || secret.isPresent();
    }

    /** Says which key is set; what it holds is nobody's business. */
    @Override
    public String toString() {
        if (secret.isPresent()) {
            return SECRET;
        }
        return publicKey.isPresent()
                ? PUBLIC_KEY
                : publicKeyLocation.map(Printable::quoted).orElse("no key");
    }

    private static void requireOneSource(Optional<String> key, Optional<String> location, Optional<String> secret) {
        List<String> set = Stream.of(
                        key.map(any -> PUBLIC_KEY), location.map(any -> PUBLIC_KEY_LOCATION), secret.map(any -> SECRET))
                .flatMap(Optional::stream)
                .toList();
        if (set.size() > 1) {
            throw new IllegalArgumentException(
                    String.join(" and ", set) + " are set together, but only one of them is allowed");
        }
    }

    static void requireText(String key, Optional<String> value) {
        if (value.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException(key + " is blank; give it a value or leave it out");
        }
    }

    private static void requireLong(String secret) {
        int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < MIN_SECRET_BYTES) { // RFC 7518 §3.2
            throw new IllegalArgumentException(SECRET + " has " + bytes
                    + " bytes (its value is not shown), but at least " + MIN_SECRET_BYTES + " are needed for HS256");
        }
    }

    private static void requireNoAlgorithm(Optional<String> secret, Optional<KeyAlgorithm> algorithm) {
        if (secret.isPresent() && algorithm.isPresent()) {
            throw new IllegalArgumentException(ALGORITHM + " is " + algorithm.get() + " while " + SECRET
                    + " is set, but a secret allows only HS256; leave one of them out");
        }
    }
}
