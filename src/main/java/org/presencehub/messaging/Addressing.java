package org.presencehub.messaging;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.HubContext;
import org.presencehub.stereotype.Component;

/** Produces what applications inject to reach clients, and is what presence reaches its watchers by. Thread-safe. */
@Component
final class Addressing implements Watchers {
    private final HubDirectory hubs;
    private final CurrentCall call;
    private final Envelopes envelopes;

    @Inject
    Addressing(HubDirectory hubs, CurrentCall call, Envelopes envelopes) {
        this.hubs = hubs;
        this.call = call;
        this.envelopes = envelopes;
    }

    /** In a hub, that hub's clients; in any other bean, those of the hub whose call is running when it is used. */
    @Produces
    @Dependent
    Clients<ClientProxy> clients(InjectionPoint point) {
        return hubAt(point)
                .map(own -> new HubClients(() -> own, call, envelopes))
                .orElseGet(() -> new HubClients(this::clientsOfCalledHub, call, envelopes));
    }

    @Produces
    @Dependent
    <H> HubContext<H> context(InjectionPoint point) {
        Clients<ClientProxy> clients = of(hubNamedBy(point.getType()));
        return () -> clients;
    }

    private static Class<?> hubNamedBy(Type type) {
        if (type instanceof ParameterizedType context && context.getActualTypeArguments()[0] instanceof Class<?> hub) {
            return hub;
        }
        throw new IllegalArgumentException(type + " names no hub: inject HubContext<YourHub>.");
    }

    Clients<ClientProxy> of(Class<?> hub) {
        ConnectedClients clients = hubs.clientsOf(hub)
                .orElseThrow(() -> new IllegalArgumentException(hub.getName() + " is not annotated with @Hub."));
        return new HubClients(() -> clients, call, envelopes);
    }

    private Optional<ConnectedClients> hubAt(InjectionPoint point) {
        @Nullable Bean<?> bean = point.getBean();
        return bean == null ? Optional.empty() : hubs.clientsOf(bean.getBeanClass());
    }

    private ConnectedClients clientsOfCalledHub() {
        return call.hub()
                .flatMap(hubs::clientsOf)
                .orElseThrow(() -> new IllegalStateException(
                        "Outside a hub and its calls, inject HubContext<YourHub> to reach clients."));
    }

    @Override
    public Watcher caller() {
        return call.client()
                .orElseThrow(() -> new IllegalStateException("Presence takes connections only in a hub call."));
    }

    @Override
    public Announcement event(String name, String argument) {
        return envelopes.announcement(name, argument);
    }

    @Override
    public TextList list(String name) {
        return new TextList(name);
    }

    @Override
    public void append(Announcement event) {
        hubs.all().forEach(clients -> clients.log().append(event));
    }

    @Override
    public void publish() {
        hubs.all().forEach(clients -> clients.log().publish());
    }
}
