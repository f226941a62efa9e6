package org.presencehub.connection;

import java.security.Principal;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who opened a connection. Immutable.
 *
 * @param principal the verified principal, or null where no token was asked for
 * @param roles the roles that the principal has
 */
public record Caller(@Nullable Principal principal, Set<String> roles) {
    /** Somebody who showed no token, on a hub that asks for none. */
    public static final Caller ANONYMOUS = new Caller(null, Set.of());

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** {@return the user's id, or null where no token was asked for} */
    public @Nullable String userId() {
        return principal == null ? null : principal.getName();
    }

    /** {@return whether both are the same user, or both nobody} */
    public boolean sameUser(Caller other) {
        return Objects.equals(userId(), other.userId());
    }
}
