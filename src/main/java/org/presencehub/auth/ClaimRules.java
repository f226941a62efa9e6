package org.presencehub.auth;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.presencehub.auth.TokenRefusedException.Reason;
import org.presencehub.work.Printable;

/** What a token must say to be accepted, once its signature is known to be good. Immutable. */
final class ClaimRules {
    /** The year 10000; what lies beyond was counted in milliseconds. */
    private static final long LAST_SECOND = 253_402_300_800L;

    private final ClaimOptions options;
    private final InstantSource clock;

    ClaimRules(ClaimOptions options, InstantSource clock) {
        this.options = options;
        this.clock = clock;
    }

    AccessToken accept(String raw, JsonObject claims) throws TokenRefusedException {
        Instant now = clock.instant();
        Instant expiry = requireTime(claims, now);
        Optional<Instant> issued = date(claims, "iat");
        Instant end = earlier(expiry, requireYoung(issued, now));
        requireIssuer(claims);
        requireAudience(claims);
        return new AccessToken(
                raw,
                userId(claims),
                TokenRoles.in(claims, options.roles()),
                issued.orElse(null),
                expiry,
                end,
                end.plus(options.leeway()),
                claims);
    }

    private Instant requireTime(JsonObject claims, Instant now) throws TokenRefusedException {
        Instant expiry = date(claims, "exp")
                .orElseThrow(() -> refusal(Reason.EXPIRED, "exp missing: a token without an end is not accepted"));
        if (!now.isBefore(expiry.plus(options.leeway()))) { // RFC 7519 §4.1.4
            throw refusal(Reason.EXPIRED, "expired by " + seconds(expiry, now) + leeway());
        }
        requireBegun(date(claims, "nbf"), now, "not yet valid by ");
        requireBegun(date(claims, "iat"), now, "issued in the future by ");
        return expiry;
    }

    /** {@return when it is too old, where there is such a time} */
    private Optional<Instant> requireYoung(Optional<Instant> issued, Instant now) throws TokenRefusedException {
        if (options.age().isEmpty()) {
            return Optional.empty();
        }
        Instant begin = issued.orElseThrow(() -> refusal(
                Reason.AGE,
                "iat missing: a token that does not say when it was issued is not accepted" + key(ClaimOptions.AGE)));
        Instant end = begin.plus(options.age().get());
        if (!now.isBefore(end.plus(options.leeway()))) { // as for exp
            throw refusal(
                    Reason.AGE,
                    "issued " + seconds(begin, now) + " ago, while only "
                            + options.age().get().toSeconds() + " s are allowed" + key(ClaimOptions.AGE) + leeway());
        }
        return Optional.of(end);
    }

    private static Instant earlier(Instant expiry, Optional<Instant> other) {
        return other.filter(expiry::isAfter).orElse(expiry);
    }

    private void requireBegun(Optional<Instant> begin, Instant now, String words) throws TokenRefusedException {
        if (begin.isPresent() && begin.get().isAfter(now.plus(options.leeway()))) {
            throw refusal(Reason.NOT_YET_VALID, words + seconds(now, begin.get()) + leeway());
        }
    }

    private void requireIssuer(JsonObject claims) throws TokenRefusedException {
        Optional<String> expected = options.issuer();
        JsonValue issuer = claims.getOrDefault("iss", JsonValue.NULL);
        boolean same = issuer instanceof JsonString text && expected.equals(Optional.of(text.getString()));
        if (expected.isPresent() && !same) {
            throw refusal(
                    Reason.ISSUER,
                    "issuer " + shown(issuer) + " instead of " + Printable.quoted(expected.get())
                            + key(ClaimOptions.ISSUER));
        }
    }

    private void requireAudience(JsonObject claims) throws TokenRefusedException {
        JsonValue audience = claims.getOrDefault("aud", JsonValue.NULL);
        Set<String> names = strings(audience).orElse(Set.of());
        if (!options.audiences().isEmpty() && names.stream().noneMatch(options.audiences()::contains)) {
            throw refusal(
                    Reason.AUDIENCE,
                    "audience " + (audience == JsonValue.NULL ? "missing" : Printable.quoted(names)) + " has none of "
                            + Printable.quoted(options.audiences()) + key(ClaimOptions.AUDIENCES));
        }
    }

    private String userId(JsonObject claims) throws TokenRefusedException {
        for (ClaimPath path : options.user()) {
            Optional<JsonValue> value = path.in(claims);
            if (value.isPresent()) { // also a bad one: falling through to the next claim could make it somebody else
                return name(path, value.get());
            }
        }
        throw refusal(Reason.USER, "user missing: none of " + options.user() + key(ClaimOptions.USER));
    }

    /** An integer is its decimal text: some issuers number their users. */
    private static String name(ClaimPath path, JsonValue value) throws TokenRefusedException {
        Optional<String> name = text(value);
        String fault =
                name.map(ClaimRules::fault).orElseGet(() -> "a " + type(value) + " instead of a string or an integer");
        if (name.isPresent() && fault.isEmpty()) {
            return name.get();
        }
        throw refusal(Reason.USER, "user claim " + path + " is " + fault + key(ClaimOptions.USER));
    }

    private static Optional<String> text(JsonValue value) {
        if (value instanceof JsonNumber number && number.isIntegral()) {
            return Optional.of(number.bigIntegerValue().toString());
        }
        return value instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
    }

    private static String fault(String name) {
        if (name.isBlank()) {
            return "blank";
        }
        if (name.length() > AccessToken.LONGEST_USER_ID) {
            return name.length() + " characters long, while " + AccessToken.LONGEST_USER_ID + " are the most";
        }
        return hasHalfACharacter(name) // as text for others it would be another name
                ? "not Unicode, with half of a surrogate pair"
                : "";
    }

    private static boolean hasHalfACharacter(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    /** Seconds since 1970, fractions allowed (RFC 7519 §2, NumericDate). */
    private static Optional<Instant> date(JsonObject claims, String name) throws TokenRefusedException {
        JsonValue value = claims.getOrDefault(name, JsonValue.NULL);
        if (value == JsonValue.NULL) {
            return Optional.empty();
        }
        double seconds = value instanceof JsonNumber number ? number.doubleValue() : -1;
        if (seconds < 0 || seconds >= LAST_SECOND) {
            throw refusal(Reason.MALFORMED, name + " is " + shown(value) + " instead of the seconds since 1970");
        }
        return Optional.of(Instant.ofEpochMilli((long) (seconds * 1000)));
    }

    private static Optional<Set<String>> strings(JsonValue value) {
        Set<String> strings = new LinkedHashSet<>();
        for (JsonValue item : value instanceof JsonArray array ? array : List.of(value)) {
            if (!(item instanceof JsonString text)) {
                return Optional.empty();
            }
            strings.add(text.getString());
        }
        return Optional.of(strings);
    }

    private String leeway() {
        return " (leeway " + options.leeway().toSeconds() + " s, " + ClaimOptions.LEEWAY + ")";
    }

    private static String seconds(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds() + " s";
    }

    private static String shown(JsonValue value) {
        if (value == JsonValue.NULL) {
            return "missing";
        }
        return Printable.quoted(value instanceof JsonString text ? text.getString() : value.toString());
    }

    private static String type(JsonValue value) {
        return switch (value.getValueType()) {
            case TRUE, FALSE -> "boolean";
            case ARRAY -> "list";
            case NUMBER -> "fraction";
            default -> value.getValueType().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String key(String configurationKey) {
        return " (" + configurationKey + ")";
    }

    private static TokenRefusedException refusal(Reason reason, String message) {
        return new TokenRefusedException(reason, message);
    }
}
