package org.presencehub.transport.options;

import java.util.Set;
import org.presencehub.config.Settings;

/**
 * Which pages may connect, besides those of this server. Immutable.
 *
 * @param listed {@value #ALLOWED_ORIGINS}: origins as browsers send them, such as {@code https://app.example.com}
 * @param local whether pages of this machine may, whatever their port; for development
 */
public record AllowedOrigins(Set<String> listed, boolean local) {
    public static final String ALLOWED_ORIGINS = "presencehub.allowed-origins";

    /** No others. */
    public static final AllowedOrigins DEFAULTS = new AllowedOrigins(Set.of(), false);

    public AllowedOrigins {
        listed = Set.copyOf(listed);
    }

    static AllowedOrigins from(Settings settings) {
        return new AllowedOrigins(Set.copyOf(settings.origins(ALLOWED_ORIGINS)), settings.development());
    }
}
