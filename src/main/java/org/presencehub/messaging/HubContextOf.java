package org.presencehub.messaging;

import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.Groups;
import org.presencehub.HubContext;
import org.presencehub.clients.ConnectedClients;

/** Reaches the clients of one hub. Immutable. */
record HubContextOf<H>(Addressing addressing, ConnectedClients hub) implements HubContext<H> {
    @Override
    public Clients<ClientProxy> clients() {
        return clients(ClientProxy.class);
    }

    @Override
    public Groups groups() {
        return new GroupsOf(() -> hub);
    }

    @Override
    public <T> Clients<T> clients(Class<T> type) {
        return addressing.clients(hub, type);
    }
}
