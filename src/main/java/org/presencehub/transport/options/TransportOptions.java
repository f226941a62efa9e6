package org.presencehub.transport.options;

import org.presencehub.config.Settings;

/**
 * What transports ask of pages and of clients. Immutable.
 *
 * @param origins which pages may connect
 * @param polls how patient long polling is
 * @param login what they take from the application's own login
 * @param oldestNegotiation {@value #OLDEST_NEGOTIATION}: the first version of the negotiation that is spoken; in version 0, of clients from before 2019, the
 *     one id is a secret, and clients show it as if it were none
 */
public record TransportOptions(AllowedOrigins origins, PollTimeouts polls, LoginOptions login, int oldestNegotiation) {
    private static final String OLDEST_NEGOTIATION = "presencehub.minimum-negotiate-version";

    /** The defaults of all three, and every version. */
    public static final TransportOptions DEFAULTS =
            new TransportOptions(AllowedOrigins.DEFAULTS, PollTimeouts.DEFAULTS, LoginOptions.DEFAULTS, 0);

    /** {@return what the settings say} */
    public static TransportOptions from(Settings settings) {
        return new TransportOptions(
                AllowedOrigins.from(settings), PollTimeouts.from(settings), LoginOptions.from(settings), (int)
                        settings.number(OLDEST_NEGOTIATION, DEFAULTS.oldestNegotiation, 0, 1));
    }
}
