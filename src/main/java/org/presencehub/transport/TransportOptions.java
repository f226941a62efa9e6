package org.presencehub.transport;

import org.presencehub.config.Settings;

/**
 * What transports ask of pages and of clients that poll. Immutable.
 *
 * @param origins which pages may connect
 * @param polls how patient long polling is
 */
public record TransportOptions(AllowedOrigins origins, PollTimeouts polls) {
    /** The defaults of both. */
    public static final TransportOptions DEFAULTS =
            new TransportOptions(AllowedOrigins.DEFAULTS, PollTimeouts.DEFAULTS);

    /** {@return what the settings say} */
    public static TransportOptions from(Settings settings) {
        return new TransportOptions(AllowedOrigins.from(settings), PollTimeouts.from(settings));
    }
}
