package org.presencehub.hub.options;

import org.presencehub.config.Settings;
import org.presencehub.connection.options.ConnectionOptions;

/**
 * How hubs treat their clients. Immutable.
 *
 * @param access which clients come in, and how long
 * @param renewals how tokens are renewed
 * @param timeouts how patient hubs are
 * @param calls how hub methods are run
 * @param connections the bounds of connections
 * @param detailedErrors {@value #DETAILED_ERRORS}: whether clients are told the text of any exception; for development
 */
public record HubOptions(
        AccessOptions access,
        RenewalOptions renewals,
        HubTimeouts timeouts,
        CallOptions calls,
        ConnectionOptions connections,
        boolean detailedErrors) {
    private static final String DETAILED_ERRORS = "presencehub.detailed-errors";

    /** SignalR's own defaults, where it has them. */
    public static final HubOptions DEFAULTS = new HubOptions(
            AccessOptions.DEFAULTS,
            RenewalOptions.DEFAULTS,
            HubTimeouts.DEFAULTS,
            CallOptions.DEFAULTS,
            ConnectionOptions.DEFAULTS,
            false);

    /** {@return what the settings say} */
    public static HubOptions from(Settings settings) {
        return new HubOptions(
                AccessOptions.from(settings),
                RenewalOptions.from(settings),
                HubTimeouts.from(settings),
                CallOptions.from(settings),
                ConnectionOptions.from(settings),
                settings.flag(DETAILED_ERRORS));
    }

    public HubOptions withAccess(AccessOptions other) {
        return new HubOptions(other, renewals, timeouts, calls, connections, detailedErrors);
    }

    public HubOptions withRenewals(RenewalOptions other) {
        return new HubOptions(access, other, timeouts, calls, connections, detailedErrors);
    }

    public HubOptions withTimeouts(HubTimeouts other) {
        return new HubOptions(access, renewals, other, calls, connections, detailedErrors);
    }

    public HubOptions withCalls(CallOptions other) {
        return new HubOptions(access, renewals, timeouts, other, connections, detailedErrors);
    }

    public HubOptions withDetailedErrors(boolean detailed) {
        return new HubOptions(access, renewals, timeouts, calls, connections, detailed);
    }
}
