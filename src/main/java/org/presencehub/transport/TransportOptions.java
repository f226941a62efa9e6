package org.presencehub.transport;

import java.util.Set;

/**
 * Which pages may connect. Immutable.
 *
 * @param allowedOrigins origins besides the server's own, such as {@code https://app.example.com}
 * @param localOrigins whether pages of this machine may, whatever their port; for development
 */
public record TransportOptions(Set<String> allowedOrigins, boolean localOrigins) {
    public TransportOptions {
        allowedOrigins = Set.copyOf(allowedOrigins);
    }
}
