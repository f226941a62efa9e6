package org.presencehub.auth;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.presencehub.work.Printable;

/**
 * A token that was found good: the principal of a caller, in MicroProfile's words. Immutable.
 *
 * <p>{@link #getName} is the user id and {@link #getGroups} the roles, from wherever the configuration finds them; {@link
 * #getClaim(String)} tells what the token itself says. {@code toString} names the user only.
 */
public final class AccessToken implements JsonWebToken {
    /** The longest user id that is taken, in characters. Everybody who watches presence is sent the ids of all who are online. */
    public static final int LONGEST_USER_ID = 512;

    private static final Map<String, Class<?>> TYPES =
            Stream.of(Claims.values()).collect(Collectors.toUnmodifiableMap(Claims::name, Claims::getType));

    /** A string in a set: its characters aside. */
    private static final int ROLE = 96;

    private final String userId;
    private final Set<String> roles;
    private final @Nullable Instant issuedAt;
    private final Instant expiresAt;
    private final Instant endsAt;
    private final Instant refusedFrom;
    private final @Nullable String issuer; // asked for with each request
    private final TokenClaims claims;
    private final long weight;

    AccessToken(
            String raw,
            String userId,
            Set<String> roles,
            @Nullable Instant issuedAt,
            Instant expiresAt,
            Instant endsAt,
            Instant refusedFrom,
            JsonObject claims) {
        this.userId = userId;
        this.roles =
                Collections.unmodifiableSet(new HashSet<>(roles)); // not copyOf: quadratic in names chosen to collide
        this.issuedAt = issuedAt;
        this.expiresAt = expiresAt;
        this.endsAt = endsAt;
        this.refusedFrom = refusedFrom;
        this.claims = new TokenClaims(raw, claims);
        issuer = typed(claims, Claims.iss.name()) instanceof String text ? text : null;
        weight = raw.length()
                + roles.stream().mapToLong(role -> ROLE + role.length()).sum();
    }

    public String userId() {
        return userId;
    }

    public Set<String> roles() {
        return roles;
    }

    /** The {@code iat} of the token, or null if the token does not say when it was issued. */
    public @Nullable Instant issuedAt() {
        return issuedAt;
    }

    /** The {@code exp} of the token; a leeway may be granted on top. */
    public Instant expiresAt() {
        return expiresAt;
    }

    /** When a fresh one should have come: at its {@code exp}, or once it is too old. */
    public Instant endsAt() {
        return endsAt;
    }

    /** When it stops being accepted: at its {@code exp}, or once it is too old, and after the leeway. */
    public Instant refusedFrom() {
        return refusedFrom;
    }

    /** {@return about how many bytes of the heap it takes} */
    public long weight() {
        return weight;
    }

    @Override
    public @Nullable String getIssuer() {
        return issuer;
    }

    @Override
    public String getName() {
        return userId;
    }

    @Override
    public Set<String> getGroups() {
        return roles;
    }

    @Override
    public Set<String> getClaimNames() {
        Set<String> names = new LinkedHashSet<>(claims.object().keySet());
        names.add(Claims.raw_token.name());
        return names;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the signature is MicroProfile's
    public <T> @Nullable T getClaim(String name) {
        return (T) (name.equals(Claims.raw_token.name()) ? claims.raw() : typed(claims.object(), name));
    }

    @Override
    public String toString() {
        return "AccessToken of " + Printable.quoted(userId);
    }

    /** Java types where MicroProfile JWT names one and for plain strings and booleans, otherwise the JSON as it came. */
    private static @Nullable Object typed(JsonObject claims, String name) {
        JsonValue value = claims.getOrDefault(name, JsonValue.NULL);
        Class<?> type = TYPES.getOrDefault(name, Object.class);
        if (type == Set.class) {
            return value == JsonValue.NULL ? null : strings(value);
        }
        return switch (value.getValueType()) {
            case NULL -> null;
            case STRING -> ((JsonString) value).getString();
            case TRUE -> true;
            case FALSE -> false;
            case NUMBER -> type == Long.class ? (Object) ((JsonNumber) value).longValue() : value;
            default -> value;
        };
    }

    /** A list of strings, or the one string that stands for it (RFC 7519 §4.1.3). */
    private static Set<String> strings(JsonValue value) {
        List<? extends JsonValue> values = value instanceof JsonArray array ? array : List.of(value);
        return values.stream()
                .filter(JsonString.class::isInstance)
                .map(text -> ((JsonString) text).getString())
                .collect(Collectors.collectingAndThen(Collectors.toSet(), Collections::unmodifiableSet));
    }
}
