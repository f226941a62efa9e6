package org.presencehub.connection;

import java.util.Set;
import org.presencehub.HubTransport;
import org.presencehub.identity.Access;

/** A hub as transports see it. Thread-safe. */
public interface HubRoute {
    /** {@return the path below the context root, beginning with a slash} */
    String path();

    /** {@return who may connect} */
    Access access();

    /** {@return all roles that the hub or a method of it asks for: those that a caller has to be asked about} */
    Set<String> roles();

    /** {@return how clients may reach it} */
    Set<HubTransport> transports();

    /** {@return whether a connection may outlive its WebSocket} */
    boolean statefulReconnect();

    /** {@return whether clients may come and stay during a drain that does not end the application} */
    default boolean whileDraining() {
        return false;
    }

    /** {@return how it takes tokens that clients show for living connections} */
    TokenRefreshes refreshes();

    /** {@return the hub's connections} */
    Connections connections();
}
