package org.presencehub.identity.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.presencehub.auth.ClaimOptions;
import org.presencehub.identity.Access;

/**
 * What a request asks for, as far as it matters who asks. Immutable.
 *
 * @param kind what it is, in the words of the log: hub
 * @param path its path, for the log
 * @param access who may have it
 * @param roles all roles that a caller may be judged by later on: a container can be asked about them only as long as it has the request
 * @param openedBy the key of the setting that lists what asks for no token, or null if there is none
 */
public record ProtectedResource(
        String kind,
        String path,
        Access access,
        Set<String> roles,
        @Nullable String openedBy) {
    public ProtectedResource {
        roles = Set.copyOf(roles);
    }

    /** {@return why somebody without a token is refused} */
    String noToken() {
        return "the request brings no token"
                + (openedBy == null ? "" : ", and " + openedBy + " does not list the " + kind);
    }

    /** {@return why somebody who is known is refused} */
    String noRole() {
        return "the token gives none of the roles that the " + kind + " asks for: "
                + (access instanceof Access.Roles wanted ? wanted.roles() : "any")
                + " (" + ClaimOptions.ROLES + " says where its roles are)";
    }
}
