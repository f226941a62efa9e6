package org.presencehub.identity;

import java.security.Principal;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who opened a connection. Immutable.
 *
 * @param principal the verified principal, or null where no token was asked for
 * @param roles the roles that the principal has
 * @param expires when the token that names the principal is accepted no more, or null if it has no end that we know
 * @param userAgent what the client calls itself: cleaned of what does not print, and cut
 */
public record Caller(
        @Nullable Principal principal,
        Set<String> roles,
        @Nullable Instant expires,
        String userAgent) {
    /** Browsers have some 120 characters, and WebViews some more. */
    private static final int LONGEST_USER_AGENT = 256;

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    /** Somebody who showed no token, on a hub that asks for none. */
    public static final Caller ANONYMOUS = new Caller(null, Set.of());

    public Caller {
        roles = Set.copyOf(roles);
        userAgent = UNPRINTABLE
                .matcher(userAgent.substring(0, Math.min(userAgent.length(), LONGEST_USER_AGENT)))
                .replaceAll("?");
    }

    /** Somebody who does not say with which client. */
    public Caller(@Nullable Principal principal, Set<String> roles) {
        this(principal, roles, null, "");
    }

    /** {@return whether the token is no longer accepted} */
    public boolean isExpired() {
        return expires != null && !Instant.now().isBefore(expires);
    }

    /** {@return the user's id, or null where no token was asked for} */
    public @Nullable String userId() {
        return principal == null ? null : principal.getName();
    }

    /** {@return whether this caller may stay longer: false unless we know the end of both} */
    public boolean outlives(Caller other) {
        return expires != null && other.expires != null && expires.isAfter(other.expires);
    }

    /** {@return whether both are the same user, or both nobody} */
    public boolean sameUser(Caller other) {
        return Objects.equals(userId(), other.userId());
    }
}
