package org.presencehub.connection;

/** A hub as transports see it. Thread-safe. */
public interface HubRoute {
    /** {@return the path below the context root, beginning with a slash} */
    String path();

    /** {@return who may connect} */
    Access access();

    /** {@return the hub's connections} */
    Connections connections();
}
