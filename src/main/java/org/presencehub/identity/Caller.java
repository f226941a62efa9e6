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
    /** Characters of a user's name, whoever gives it. */
    public static final int LONGEST_USER_ID = AccessToken.LONGEST_USER_ID;

    /** Browsers have some 120 characters, and WebViews some more. */
    private static final int LONGEST_USER_AGENT = 256;

    /** Jakarta Servlet, 13.8: the role of everybody who is known. */
    private static final String ANY_USER = "**";

    private static final String USER = "user ";
    private static final String ADDRESS = "address ";

    /** Somebody who showed no token, and does not say with which client. */
    public static final Caller ANONYMOUS = anonymous("", "");

    private final @Nullable Principal principal;
    private final Set<String> roles;
    private final Term term;
    private final @Nullable String session;
    private final String userAgent;
    private final String account;

    /**
     * For how long somebody is accepted. Immutable.
     *
     * @param issuedAt when the token was issued, or null if there is none or it does not say
     * @param endsAt when a client should have shown a fresh one, or null if there is no end that we know
     * @param expiresAt when it is accepted no more, or null if there is no end that we know
     */
    private record Term(
            @Nullable Instant issuedAt,
            @Nullable Instant endsAt,
            @Nullable Instant expiresAt) {
        static final Term ENDLESS = new Term(null, null, null);

        Term until(Instant latest) {
            return new Term(issuedAt, earlier(endsAt, latest), earlier(expiresAt, latest));
        }

        private static Instant earlier(@Nullable Instant end, Instant other) {
            return end != null && end.isBefore(other) ? end : other;
        }
    }

    private Caller(
            @Nullable Principal principal,
            Set<String> roles,
            Term term,
            @Nullable String session,
            String userAgent,
            String account) {
        this.principal = principal;
        this.roles = roles;
        this.term = term;
        this.session = session;
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
        this(principal, copy(roles), new Term(null, expiresAt, expiresAt), null, userAgent, USER + principal.getName());
    }

    /** Somebody who does not say with which client. */
    public Caller(Principal principal, Set<String> roles) {
        this(principal, roles, null, "");
    }

    /**
     * {@return somebody whom the application's own login knows}
     *
     * <p>Its tokens have an end, and their groups are roles (MicroProfile JWT 2.1, 9.2.2). Any other login has no end that we know.
     *
     * @param roles those that the principal has among the roles that may be asked for
     * @param session the id of the HTTP session that keeps the login, or null if none does
     * @param userAgent what the client calls itself
     */
    public static Caller loggedIn(Principal principal, Set<String> roles, @Nullable String session, String userAgent) {
        Set<String> all = copy(roles);
        if (!(principal instanceof JsonWebToken token)) {
            return new Caller(principal, all, Term.ENDLESS, session, userAgent, USER + principal.getName());
        }
        Set<String> groups = token.getGroups();
        return new Caller(
                principal,
                groups == null ? all : union(all, groups),
                new Term(
                        time(token.getIssuedAtTime()),
                        time(token.getExpirationTime()),
                        time(token.getExpirationTime())),
                session,
                userAgent,
                USER + principal.getName());
    }

    private static @Nullable Instant time(long seconds) {
        return seconds == 0
                ? null
                : Instant.ofEpochSecond(seconds); // MicroProfile JWT has 0 for a claim that is not there
    }

    /** Not copyOf: quadratic in names chosen to collide. */
    private static Set<String> copy(Set<String> roles) {
        return Collections.unmodifiableSet(new HashSet<>(roles));
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return Collections.unmodifiableSet(all);
    }

    /** {@return somebody who showed a token that was found good} The roles are the token's own set: there may be thousands. */
    public static Caller of(AccessToken token, String userAgent) {
        return new Caller(
                token,
                token.roles(),
                new Term(token.issuedAt(), token.endsAt(), token.refusedFrom()),
                null,
                userAgent,
                USER + token.getName());
    }

    /**
     * {@return somebody who showed no token and has no login}
     *
     * @param address where the request came from, as the server knows it
     */
    public static Caller anonymous(String userAgent, String address) {
        return new Caller(null, Set.of(), Term.ENDLESS, null, userAgent, ADDRESS + address);
    }

    /** {@return the same, accepted no longer than until then} Whoever is nobody, or has a login that the application ends, has no end. */
    public Caller until(Instant latest) {
        return term.expiresAt != null || principal instanceof JsonWebToken
                ? new Caller(principal, roles, term.until(latest), session, userAgent, account)
                : this;
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

    /** {@return whether the caller has the role} Whoever has expired has none; everybody else whom we know has {@code **}. */
    public boolean hasRole(String role) {
        return (role.equals(ANY_USER) ? principal != null : roles.contains(role)) && !isExpired();
    }

    /** {@return whether the caller has one of the roles} */
    public boolean hasAnyRole(Collection<String> wanted) {
        return wanted.stream().anyMatch(this::hasRole);
    }

    /** {@return when the token was issued, or null if there is none or it does not say} */
    public @Nullable Instant issuedAt() {
        return term.issuedAt;
    }

    /** {@return when a client should have shown a fresh token, which is before any leeway, or null if there is no end that we know} */
    public @Nullable Instant endsAt() {
        return term.endsAt;
    }

    /** {@return when the caller is accepted no more, any leeway included, or null if there is no end that we know} */
    public @Nullable Instant expiresAt() {
        return term.expiresAt;
    }

    /** {@return whether the token is no longer accepted} */
    public boolean isExpired() {
        return term.expiresAt != null && !Instant.now().isBefore(term.expiresAt);
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
     * {@return whether this caller is the older one of two of the same user} This is the only rule for that.
     *
     * <p>The older one is the one whose token was issued earlier. Where one does not say when, or both say the same, it is the one that expires
     * earlier; neither is older where that is the same, too, or one has no end that we know.
     */
    public boolean isOlderThan(Caller other) {
        int order = compare(term.issuedAt, other.term.issuedAt);
        return order == 0 ? compare(term.expiresAt, other.term.expiresAt) < 0 : order < 0;
    }

    /** {@return whether both have an end that we know, and this one comes before} */
    public boolean endsBefore(Caller other) {
        return compare(term.expiresAt, other.term.expiresAt) < 0;
    }

    private static int compare(@Nullable Instant own, @Nullable Instant other) {
        return own == null || other == null ? 0 : own.compareTo(other);
    }

    /** {@return whether both showed the same token, or came by the same login with the same roles} */
    public boolean isAs(Caller other) {
        if (principal instanceof JsonWebToken own && other.principal instanceof JsonWebToken shown) {
            return own.getRawToken().equals(shown.getRawToken()); // both were found good: time tells nothing
        }
        return !(principal instanceof JsonWebToken)
                && !(other.principal instanceof JsonWebToken)
                && isSameUser(other)
                && roles.equals(other.roles);
    }

    /** {@return whether this is the very token that the caller was made of} How long that takes tells nothing of the token. */
    public boolean isNamedBy(String token) {
        return principal instanceof JsonWebToken own
                && MessageDigest.isEqual(
                        token.getBytes(UTF_8), own.getRawToken().getBytes(UTF_8));
    }

    /** {@return whether the application's own login knows the caller, and no token that came with the request} */
    public boolean isLoggedIn() {
        return principal != null && !(principal instanceof AccessToken);
    }

    /** {@return whether an HTTP session keeps the login} */
    public boolean hasSession() {
        return session != null;
    }

    /** {@return whether the caller came by the HTTP session that a request names so} The name is a secret: how long that takes tells nothing of it. */
    public boolean isOfSession(String named) {
        return session != null && MessageDigest.isEqual(named.getBytes(UTF_8), session.getBytes(UTF_8));
    }
}
