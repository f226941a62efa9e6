package org.presencehub.connection.options;

import org.presencehub.config.Settings;

/**
 * How many connections are taken. Immutable.
 *
 * @param maxConnections {@value #MAX_CONNECTIONS}: of all users to all hubs together
 * @param maxPerUser {@value #MAX_PER_USER}: of one user to one hub, or of one address without a user; 0 for no limit
 */
public record Capacity(int maxConnections, int maxPerUser) {
    public static final String MAX_CONNECTIONS = "presencehub.maximum-connections";
    public static final String MAX_PER_USER = "presencehub.maximum-connections-per-user";

    private static final int MOST = 100_000;

    /**
     * What a connection takes of the heap that does nothing, its socket and session included: 19 KiB on WildFly, where it takes most, and what is not
     * counted of its token and its request.
     */
    private static final long IDLE = 32 * 1024;

    /** As many as half of the heap has room for, but no more than a hundred thousand; a thousand of one user, who has some tabs and devices. */
    public static final Capacity DEFAULTS =
            new Capacity(roomIn(Runtime.getRuntime().maxMemory()), 1000);

    /** {@return how many connections a heap of so many bytes has room for, beside what they hold and what an application needs} */
    static int roomIn(long heap) {
        return (int) Math.min(MOST, heap / 2 / IDLE);
    }

    static Capacity from(Settings settings) {
        return new Capacity((int) settings.number(MAX_CONNECTIONS, DEFAULTS.maxConnections, 1, Integer.MAX_VALUE), (int)
                settings.number(MAX_PER_USER, DEFAULTS.maxPerUser, 0, Integer.MAX_VALUE));
    }

    public Capacity withMaxConnections(int connections) {
        return new Capacity(connections, maxPerUser);
    }

    public Capacity withMaxPerUser(int connections) {
        return new Capacity(maxConnections, connections);
    }
}
