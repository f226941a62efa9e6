package org.presencehub.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.Principal;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.presencehub.auth.AccessToken;
import org.presencehub.work.Printable;

/**
 * Who asks: the one that each door judges by. Immutable.
 *
 * <p>Nobody gets the roles out of it: a door names a role, or has an {@link Access} judge.
 */
public final class Caller {
    /** Browsers have some 120 characters, and WebViews some more. */
    private static final int LONGEST_USER_AGENT = 256;

    private static final String USER = "user ";
    private static final String ADDRESS = "address ";

    /** Somebody who showed no token, and does not say with which client. */
    public static final Caller ANONYMOUS = anonymous("", "");

    private final @Nullable Principal principal;
    private final Set<String> roles;
    private final @Nullable Instant issuedAt;
    private final @Nullable Instant expiresAt;
    private final String userAgent;
    private final String account;

    private Caller(
            @Nullable Principal principal,
            Set<String> roles,
            @Nullable Instant issuedAt,
            @Nullable Instant expiresAt,
            String userAgent,
            String account) {
        this.principal = principal;
        this.roles = roles;
        this.issuedAt = issuedAt;
        this.expiresAt = expiresAt;
        this.userAgent = Printable.line(userAgent, LONGEST_USER_AGENT);
        this.account = account;
    }

    /**
     * Somebody whose login came without a token of ours.
     *
     * @param roles those that the principal has among the roles that may be asked for
     * @param expiresAt when the login is accepted no more, or null if it has no end that we know
     * @param userAgent what the client calls itself
     */
    public Caller(Principal principal, Set<String> roles, @Nullable Instant expiresAt, String userAgent) {
        this(
                principal,
                Collections.unmodifiableSet(new HashSet<>(roles)), // not copyOf: quadratic in names chosen to collide
                null,
                expiresAt,
                userAgent,
                USER + principal.getName());
    }

    /** Somebody who does not say with which client. */
    public Caller(Principal principal, Set<String> roles) {
        this(principal, roles, null, "");
    }

    /** {@return somebody who showed a token that was found good} The roles are the token's own set: there may be thousands. */
    public static Caller of(AccessToken token, String userAgent) {
        return new Caller(
                token, token.roles(), token.issuedAt(), token.refusedFrom(), userAgent, USER + token.getName());
    }

    /**
     * {@return somebody who showed no token and has no login}
     *
     * @param address where the request came from, as the server knows it
     */
    public static Caller anonymous(String userAgent, String address) {
        return new Caller(null, Set.of(), null, null, userAgent, ADDRESS + address);
    }

    /** {@return the user's id, or null where no token was asked for} */
    public @Nullable String userId() {
        return principal == null ? null : principal.getName();
    }

    /** {@return who has one share of what is shared: all callers of one user, or all without a user from one address} */
    public String account() {
        return account;
    }

    /** {@return about how many bytes of the heap the token takes, as long as the caller is remembered} */
    public long weight() {
        return principal instanceof AccessToken token ? token.weight() : 0;
    }

    /** {@return the verified principal, or null where no token was asked for} */
    public @Nullable Principal principal() {
        return principal;
    }

    /** {@return whether the caller has the role} An expired caller keeps the roles: {@link Access} asks for both. */
    public boolean hasRole(String role) {
        return roles.contains(role);
    }

    /** {@return whether the caller has one of the roles} */
    public boolean hasAnyRole(Collection<String> wanted) {
        return wanted.stream().anyMatch(this::hasRole);
    }

    /** {@return when the token was issued, or null if there is none or it does not say} */
    public @Nullable Instant issuedAt() {
        return issuedAt;
    }

    /** {@return when the caller is accepted no more, any leeway included, or null if there is no end that we know} */
    public @Nullable Instant expiresAt() {
        return expiresAt;
    }

    /** {@return whether the token is no longer accepted} */
    public boolean isExpired() {
        return expiresAt != null && !Instant.now().isBefore(expiresAt);
    }

    /** {@return what the client calls itself: cleaned of what does not print, and cut} */
    public String userAgent() {
        return userAgent;
    }

    /**
     * {@return whether both are the same user, or both nobody}
     *
     * <p>Where tokens of any issuer are accepted, two of them may give one name to two people.
     */
    public boolean isSameUser(Caller other) {
        return Objects.equals(userId(), other.userId())
                && (!(principal instanceof JsonWebToken own)
                        || !(other.principal instanceof JsonWebToken shown)
                        || Objects.equals(own.getIssuer(), shown.getIssuer()));
    }

    /**
     * {@return whether this caller is the newer one of two of the same user} This is the only rule for that.
     *
     * <p>The newer one is the one that expires later. Neither is newer unless both have an end that we know, and when the tokens were issued does
     * not matter.
     */
    public boolean isNewerThan(Caller other) {
        return expiresAt != null && other.expiresAt != null && expiresAt.isAfter(other.expiresAt);
    }

    /** {@return whether this is the very token that the caller was made of} How long that takes tells nothing of the token. */
    public boolean isNamedBy(String token) {
        return principal instanceof JsonWebToken own
                && MessageDigest.isEqual(
                        token.getBytes(UTF_8), own.getRawToken().getBytes(UTF_8));
    }
}
