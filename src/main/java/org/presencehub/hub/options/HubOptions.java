package org.presencehub.hub.options;

import org.presencehub.config.Settings;
import org.presencehub.connection.options.ConnectionOptions;

/**
 * How hubs treat their clients. Immutable.
 *
 * @param access which clients come in, and how long
 * @param refreshes how tokens are refreshed
 * @param timeouts how patient hubs are
 * @param calls how hub methods are run
 * @param connections the bounds of connections
 * @param detailedErrors {@value #DETAILED_ERRORS}: whether clients are told the text of any exception; for development
 */
public record HubOptions(
        AccessOptions access,
        RefreshOptions refreshes,
        HubTimeouts timeouts,
        CallOptions calls,
        ConnectionOptions connections,
        boolean detailedErrors) {
    private static final String DETAILED_ERRORS = "presencehub.detailed-errors";

    /** SignalR's own defaults, where it has them. */
    public static final HubOptions DEFAULTS = new HubOptions(
            AccessOptions.DEFAULTS,
            RefreshOptions.DEFAULTS,
            HubTimeouts.DEFAULTS,
            CallOptions.DEFAULTS,
            ConnectionOptions.DEFAULTS,
            false);

    /** {@return what the settings say} */
    public static HubOptions from(Settings settings) {
        return new HubOptions(
                AccessOptions.from(settings),
                RefreshOptions.from(settings),
                HubTimeouts.from(settings),
                CallOptions.from(settings),
                ConnectionOptions.from(settings),
                settings.flag(DETAILED_ERRORS));
    }

    public HubOptions withAccess(AccessOptions other) {
        return new HubOptions(other, refreshes, timeouts, calls, connections, detailedErrors);
    }

    public HubOptions withRefreshes(RefreshOptions other) {
        return new HubOptions(access, other, timeouts, calls, connections, detailedErrors);
    }

    public HubOptions withTimeouts(HubTimeouts other) {
        return new HubOptions(access, refreshes, other, calls, connections, detailedErrors);
    }

    public HubOptions withCalls(CallOptions other) {
        return new HubOptions(access, refreshes, timeouts, other, connections, detailedErrors);
    }

    public HubOptions withDetailedErrors(boolean detailed) {
        return new HubOptions(access, refreshes, timeouts, calls, connections, detailed);
    }
}
