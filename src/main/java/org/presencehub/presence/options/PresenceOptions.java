package org.presencehub.presence.options;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.presencehub.config.Settings;

/**
 * How presence tells of users. Immutable.
 *
 * @param grace how long a user stays online without a connection
 * @param lists how often the list goes to everybody
 * @param observerThreads {@value #OBSERVER_THREADS}: how many events of users may be with their observers at once
 * @param node {@value #NODE}: what this server is called in these events
 */
public record PresenceOptions(GracePeriods grace, ListBudget lists, int observerThreads, String node) {
    public static final String OBSERVER_THREADS = "presencehub.observer-threads";

    private static final String NODE = "presencehub.node";
    private static final int MOST_THREADS = 10_000;

    /** The defaults of both, four threads, the name of the host. */
    public static final PresenceOptions DEFAULTS =
            new PresenceOptions(GracePeriods.DEFAULTS, ListBudget.DEFAULTS, 4, hostName());

    /** {@return what the settings say} */
    public static PresenceOptions from(Settings settings) {
        return new PresenceOptions(
                GracePeriods.from(settings),
                ListBudget.from(settings),
                (int) settings.number(OBSERVER_THREADS, DEFAULTS.observerThreads, 1, MOST_THREADS),
                settings.text(NODE).orElse(DEFAULTS.node));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) { // a host that cannot resolve its own name
            return "localhost";
        }
    }

    public PresenceOptions withGrace(GracePeriods times) {
        return new PresenceOptions(times, lists, observerThreads, node);
    }

    public PresenceOptions withLists(ListBudget budget) {
        return new PresenceOptions(grace, budget, observerThreads, node);
    }
}
