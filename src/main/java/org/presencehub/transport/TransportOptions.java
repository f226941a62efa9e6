package org.presencehub.transport;

import java.time.Duration;
import java.util.Set;

/**
 * Which pages may connect, and how patient requests that wait are. Immutable.
 *
 * @param allowedOrigins origins besides the server's own, such as {@code https://app.example.com}
 * @param localOrigins whether pages of this machine may, whatever their port; for development
 * @param pollTimeout how long a poll waits for something to say: clients give up after 100 seconds
 * @param disconnectTimeout how long a client may leave its connection without a poll
 */
public record TransportOptions(
        Set<String> allowedOrigins, boolean localOrigins, Duration pollTimeout, Duration disconnectTimeout) {
    /** SignalR's own defaults. */
    public static final TransportOptions DEFAULTS =
            new TransportOptions(Set.of(), false, Duration.ofSeconds(90), Duration.ofSeconds(15));

    public TransportOptions {
        allowedOrigins = Set.copyOf(allowedOrigins);
    }
}
