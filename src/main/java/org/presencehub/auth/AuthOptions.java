package org.presencehub.auth;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.presencehub.config.Settings;

/**
 * How tokens are verified. Immutable; {@code toString} keeps the secret.
 *
 * <p>At most one of {@code publicKey}, {@code publicKeyLocation} and {@code secret} is set: with none, every token is refused.
 *
 * @param publicKey {@value #PUBLIC_KEY}: PEM (public key or certificate), JWK or JWKS, plain or in base64url
 * @param publicKeyLocation {@value #PUBLIC_KEY_LOCATION}: where such a text is: a file path, a {@code file:}, {@code
 *     http:} or {@code https:} URL, or a class path resource
 * @param issuer {@value #ISSUER}: what {@code iss} must be; not looked at if empty
 * @param audiences {@value #AUDIENCES}: of which {@code aud} must have one; not looked at if empty
 * @param algorithm {@value #ALGORITHM}: the only one to accept; if empty the type of the key decides, RS256 or ES256
 * @param secret {@value #SECRET}: for HS256, at least 32 bytes in UTF-8
 * @param leeway {@value #LEEWAY}: how far the clocks may differ; default 30 s, more than any machine with NTP needs and
 *     little enough that an expired token is soon of no use; at most 5 minutes
 * @param userClaims {@value #USER_CLAIMS}: the first one that a token has is the user id; default {@code upn}, {@code
 *     preferred_username}, {@code sub}
 * @param roleClaim {@value #ROLE_CLAIM}: the roles, a list of strings or one string; default {@code groups}
 */
public record AuthOptions(
        Optional<String> publicKey,
        Optional<String> publicKeyLocation,
        Optional<String> issuer,
        Set<String> audiences,
        Optional<KeyAlgorithm> algorithm,
        Optional<String> secret,
        Duration leeway,
        List<ClaimPath> userClaims,
        ClaimPath roleClaim) {
    public static final String PUBLIC_KEY = "mp.jwt.verify.publickey";
    public static final String PUBLIC_KEY_LOCATION = "mp.jwt.verify.publickey.location";
    public static final String ISSUER = "mp.jwt.verify.issuer";
    public static final String AUDIENCES = "mp.jwt.verify.audiences";
    public static final String ALGORITHM = "mp.jwt.verify.publickey.algorithm";
    public static final String SECRET = "presencehub.jwt.secret";
    public static final String LEEWAY = "mp.jwt.verify.clock.skew";
    public static final String USER_CLAIMS = "presencehub.jwt.user-claims";
    public static final String ROLE_CLAIM = "presencehub.jwt.role-claim";

    private static final Duration MAX_LEEWAY = Duration.ofMinutes(5);
    private static final int MIN_SECRET_BYTES = 32;

    public AuthOptions {
        audiences = Set.copyOf(audiences);
        userClaims = List.copyOf(userClaims);
        requireOneSource(publicKey, publicKeyLocation, secret);
        requireText(PUBLIC_KEY, publicKey);
        requireText(PUBLIC_KEY_LOCATION, publicKeyLocation);
        requireText(ISSUER, issuer);
        audiences.forEach(audience -> requireText(AUDIENCES, Optional.of(audience)));
        secret.ifPresent(AuthOptions::requireLong);
        requireNoAlgorithm(secret, algorithm);
        requireLeeway(leeway);
        if (userClaims.isEmpty()) {
            throw new IllegalArgumentException(
                    USER_CLAIMS + " is empty, but at least one claim is needed, such as upn");
        }
    }

    /** The defaults, under which every token is refused. */
    public static AuthOptions unconfigured() {
        return new AuthOptions(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(30),
                Stream.of("upn", "preferred_username", "sub")
                        .map(name -> new ClaimPath(List.of(name)))
                        .toList(),
                new ClaimPath(List.of("groups")));
    }

    /** {@return what the settings say} */
    public static AuthOptions from(Settings settings) {
        AuthOptions defaults = unconfigured();
        List<ClaimPath> userClaims = settings.list(USER_CLAIMS).stream()
                .map(path -> ClaimPath.parse(USER_CLAIMS, path))
                .toList();
        return new AuthOptions(
                settings.text(PUBLIC_KEY),
                settings.text(PUBLIC_KEY_LOCATION),
                settings.text(ISSUER),
                Set.copyOf(settings.list(AUDIENCES)),
                settings.text(ALGORITHM).map(KeyAlgorithm::parse),
                settings.text(SECRET),
                settings.seconds(LEEWAY, defaults.leeway(), Duration.ZERO),
                userClaims.isEmpty() ? defaults.userClaims() : userClaims,
                settings.text(ROLE_CLAIM)
                        .map(path -> ClaimPath.parse(ROLE_CLAIM, path))
                        .orElse(defaults.roleClaim()));
    }

    public AuthOptions withPublicKey(String text) {
        return new AuthOptions(
                Optional.of(text),
                publicKeyLocation,
                issuer,
                audiences,
                algorithm,
                secret,
                leeway,
                userClaims,
                roleClaim);
    }

    public AuthOptions withPublicKeyLocation(String location) {
        return new AuthOptions(
                publicKey, Optional.of(location), issuer, audiences, algorithm, secret, leeway, userClaims, roleClaim);
    }

    public AuthOptions withIssuer(String name) {
        return new AuthOptions(
                publicKey,
                publicKeyLocation,
                Optional.of(name),
                audiences,
                algorithm,
                secret,
                leeway,
                userClaims,
                roleClaim);
    }

    public AuthOptions withAudiences(Set<String> names) {
        return new AuthOptions(
                publicKey, publicKeyLocation, issuer, names, algorithm, secret, leeway, userClaims, roleClaim);
    }

    public AuthOptions withAlgorithm(KeyAlgorithm only) {
        return new AuthOptions(
                publicKey,
                publicKeyLocation,
                issuer,
                audiences,
                Optional.of(only),
                secret,
                leeway,
                userClaims,
                roleClaim);
    }

    public AuthOptions withSecret(String text) {
        return new AuthOptions(
                publicKey,
                publicKeyLocation,
                issuer,
                audiences,
                algorithm,
                Optional.of(text),
                leeway,
                userClaims,
                roleClaim);
    }

    public AuthOptions withLeeway(Duration difference) {
        return new AuthOptions(
                publicKey, publicKeyLocation, issuer, audiences, algorithm, secret, difference, userClaims, roleClaim);
    }

    public AuthOptions withUserClaims(List<ClaimPath> paths) {
        return new AuthOptions(
                publicKey, publicKeyLocation, issuer, audiences, algorithm, secret, leeway, paths, roleClaim);
    }

    public AuthOptions withRoleClaim(ClaimPath path) {
        return new AuthOptions(
                publicKey, publicKeyLocation, issuer, audiences, algorithm, secret, leeway, userClaims, path);
    }

    /** Says which keys are set; what they hold is nobody's business. */
    @Override
    public String toString() {
        return "AuthOptions[" + source() + ", issuer "
                + issuer.map(Quoted::quoted).orElse("any") + ", audiences "
                + Quoted.quoted(audiences) + ", leeway " + leeway.toSeconds() + " s, user " + userClaims + ", roles "
                + roleClaim + "]";
    }

    private String source() {
        if (secret.isPresent()) {
            return SECRET;
        }
        return publicKey.isPresent()
                ? PUBLIC_KEY
                : publicKeyLocation.map(Quoted::quoted).orElse("no key");
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

    private static void requireText(String key, Optional<String> value) {
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

    private static void requireLeeway(Duration leeway) {
        if (leeway.isNegative() || leeway.compareTo(MAX_LEEWAY) > 0) {
            throw new IllegalArgumentException(LEEWAY + " is " + leeway.toSeconds() + " s, but only 0 to "
                    + MAX_LEEWAY.toSeconds() + " s are allowed");
        }
    }
}
