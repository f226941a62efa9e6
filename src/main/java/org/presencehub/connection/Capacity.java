package org.presencehub.connection;

import org.presencehub.config.Settings;

/**
 * How many connections one hub takes. Immutable.
 *
 * @param maxConnections {@value #MAX_CONNECTIONS}: of all users together
 * @param maxPerUser {@value #MAX_PER_USER}: of one user, or of one address without a user; 0 for no limit
 */
public record Capacity(int maxConnections, int maxPerUser) {
    public static final String MAX_CONNECTIONS = "presencehub.maximum-connections";
    public static final String MAX_PER_USER = "presencehub.maximum-connections-per-user";

    /** A hundred thousand; a thousand of one user, who has some tabs and devices. */
    public static final Capacity DEFAULTS = new Capacity(100_000, 1000);

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
