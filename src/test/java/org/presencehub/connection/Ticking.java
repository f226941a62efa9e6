package org.presencehub.connection;

/** Lets tests of other packages be the heartbeat. Stateless. */
public final class Ticking {
    private Ticking() {}

    /** What the heartbeat does about once a second. */
    public static void tick(Connection connection, long nanos) {
        connection.tick(nanos);
    }
}
