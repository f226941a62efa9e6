package org.presencehub.transport.options;

import java.util.Map;
import java.util.Set;
import org.presencehub.config.Settings;

/**
 * What connections take from the application's own login. Immutable.
 *
 * @param roles {@value #ROLES}: those that the login is asked about beside the roles that hubs name; it can be asked only as long as a request is there
 * @param closeExpired {@value #EXPIRY}: whether connections end with an HTTP session that ends because no request came for too long
 */
public record LoginOptions(Set<String> roles, boolean closeExpired) {
    private static final String ROLES = "presencehub.login.roles";
    private static final String EXPIRY = "presencehub.login.expiry";

    /** The roles of hubs alone, and connections that are used go on. */
    public static final LoginOptions DEFAULTS = new LoginOptions(Set.of(), false);

    public LoginOptions {
        roles = Set.copyOf(roles);
    }

    static LoginOptions from(Settings settings) {
        return new LoginOptions(
                Set.copyOf(settings.list(ROLES)),
                settings.choice(EXPIRY, Map.of("ignore", false, "close", true)).orElse(DEFAULTS.closeExpired));
    }
}
