package org.presencehub.hub;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.presencehub.HubTransport;
import org.presencehub.connection.ConnectionListener;
import org.presencehub.connection.Connections;
import org.presencehub.connection.HubRoute;
import org.presencehub.connection.SharedQuota;
import org.presencehub.connection.TokenRefreshes;
import org.presencehub.connection.memory.MemoryBudget;
import org.presencehub.hub.runtime.HubRuntime;
import org.presencehub.hub.session.Handshake;
import org.presencehub.identity.Access;
import org.presencehub.protocol.HandshakeRequest;

/** The way into a hub: who may connect and how, and its connections. Thread-safe. */
final class HubEntry implements HubRoute {
    private final HubRuntime hub;
    private final TokenRefreshes refreshes;
    private final Connections connections;

    /**
     * @param refreshes how it takes tokens later
     * @param memory what the connections of all hubs may hold together
     * @param quota what they share
     * @param listeners hear of the connections' lives
     */
    HubEntry(
            HubRuntime hub,
            TokenRefreshes refreshes,
            MemoryBudget memory,
            SharedQuota quota,
            List<ConnectionListener> listeners) {
        this.hub = hub;
        this.refreshes = refreshes;
        connections = new Connections(
                hub.path(),
                listeners,
                hub.options().connections(),
                memory,
                quota,
                connection -> new Handshake(hub, connection),
                HandshakeRequest::end,
                System::nanoTime);
    }

    @Override
    public String path() {
        return hub.path();
    }

    @Override
    public Access access() {
        if (hub.options().access().openHubs().contains(path())) {
            return new Access.Open();
        }
        return hub.definition()
                .access()
                .filter(Access.Roles.class::isInstance)
                .orElseGet(Access.Authenticated::new); // @PermitAll permits every role, not the lack of a token
    }

    @Override
    public Set<String> roles() {
        return hub.definition().roles();
    }

    @Override
    public Set<HubTransport> transports() {
        Set<HubTransport> transports = new HashSet<>(hub.definition().transports());
        transports.retainAll(hub.options().access().transports());
        return transports;
    }

    @Override
    public boolean statefulReconnect() {
        return hub.definition().statefulReconnect();
    }

    @Override
    public boolean whileDraining() {
        return hub.definition().whileDraining();
    }

    @Override
    public TokenRefreshes refreshes() {
        return refreshes;
    }

    @Override
    public Connections connections() {
        return connections;
    }
}
