package org.presencehub.hubs;

import java.util.Set;
import org.presencehub.HubCallerContext;

/**
 * Who may send. Immutable.
 *
 * @param roles the roles, one of which a sender needs; {@value #ANYBODY} is everybody's, {@value #ANY_USER} everybody's who is logged in
 */
record Senders(Set<String> roles) {
    private static final String ANYBODY = "*";

    /** Jakarta Servlet, 13.8: the role of everybody who is known. */
    private static final String ANY_USER = "**";

    static final Senders NOBODY = new Senders(Set.of());
    static final Senders EVERYBODY = new Senders(Set.of(ANYBODY));

    Senders {
        roles = Set.copyOf(roles);
    }

    boolean include(HubCallerContext caller) {
        return roles.contains(ANYBODY) || roles.stream().anyMatch(caller::isUserInRole);
    }

    /** {@return whether no role has to be given to anybody} */
    boolean areUnknown() {
        return roles.contains(ANYBODY) || roles.contains(ANY_USER);
    }

    /** In words, for the log. */
    @Override
    public String toString() {
        if (roles.contains(ANYBODY)) {
            return "whoever is connected";
        }
        if (roles.contains(ANY_USER)) {
            return "whoever is logged in";
        }
        return roles.isEmpty() ? "nobody" : "whoever has one of the roles " + roles;
    }
}
