package org.presencehub.identity;

import java.util.Set;

/** Who may use a hub or one of its methods. Immutable. */
public sealed interface Access {
    /** {@return whether the caller may} */
    boolean permits(Caller caller);

    /** Everybody, with or without a token. */
    record Open() implements Access {
        @Override
        public boolean permits(Caller caller) {
            return true;
        }
    }

    /** Everybody with a token that has not expired since. */
    record Authenticated() implements Access {
        @Override
        public boolean permits(Caller caller) {
            return caller.principal() != null && !caller.isExpired();
        }
    }

    /**
     * Everybody whose token, which has not expired since, gives one of these roles; nobody, if there is none.
     *
     * @param roles the roles, one of which is needed
     */
    record Roles(Set<String> roles) implements Access {
        public Roles {
            roles = Set.copyOf(roles);
        }

        @Override
        public boolean permits(Caller caller) {
            return caller.hasAnyRole(roles);
        }
    }
}
