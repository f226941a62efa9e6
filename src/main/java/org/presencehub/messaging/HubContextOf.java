package org.presencehub.messaging;

import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.Groups;
import org.presencehub.HubContext;

/**
 * Reaches the clients of one hub. Immutable.
 *
 * @param hub its path
 */
record HubContextOf<H>(ClientsFactory factory, String hub) implements HubContext<H> {
    @Override
    public Clients<ClientProxy> clients() {
        return clients(ClientProxy.class);
    }

    @Override
    public Groups groups() {
        return factory.groups(() -> hub);
    }

    @Override
    public <T> Clients<T> clients(Class<T> type) {
        return factory.clients(hub, type);
    }
}
