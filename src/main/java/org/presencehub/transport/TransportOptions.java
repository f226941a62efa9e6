package org.presencehub.transport;

import java.time.Duration;
import java.util.Set;
import org.presencehub.config.Settings;

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
    static final String ALLOWED_ORIGINS = "presencehub.allowed-origins";

    private static final String POLL_TIMEOUT = "presencehub.poll-timeout";
    private static final String DISCONNECT_TIMEOUT = "presencehub.disconnect-timeout";

    /** SignalR's own defaults. */
    public static final TransportOptions DEFAULTS =
            new TransportOptions(Set.of(), false, Duration.ofSeconds(90), Duration.ofSeconds(15));

    public TransportOptions {
        allowedOrigins = Set.copyOf(allowedOrigins);
    }

    /** {@return what the settings say} */
    public static TransportOptions from(Settings settings) {
        return new TransportOptions(
                Set.copyOf(settings.origins(ALLOWED_ORIGINS)),
                settings.development(),
                settings.timeout(POLL_TIMEOUT, DEFAULTS.pollTimeout),
                settings.timeout(DISCONNECT_TIMEOUT, DEFAULTS.disconnectTimeout));
    }
}
