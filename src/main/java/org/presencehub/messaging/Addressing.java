package org.presencehub.messaging;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.Groups;
import org.presencehub.Hub;
import org.presencehub.HubContext;
import org.presencehub.clients.Announcement;
import org.presencehub.clients.ConnectedClients;
import org.presencehub.clients.TextBlock;
import org.presencehub.clients.Watchers;
import org.presencehub.messaging.commit.AfterCommit;
import org.presencehub.stereotype.Component;

/** Produces what applications inject to reach clients, and is what presence reaches its watchers by. Thread-safe. */
@Component
final class Addressing implements Watchers {
    private final HubRegistry hubs;
    private final CurrentCall call;
    private final ArgumentBinder envelopes;
    private final AfterCommit dispatch;
    private final Map<Class<?>, ClientType<?>> types = new ConcurrentHashMap<>();

    @Inject
    Addressing(HubRegistry hubs, CurrentCall call, ArgumentBinder envelopes, AfterCommit dispatch) {
        this.hubs = hubs;
        this.call = call;
        this.envelopes = envelopes;
        this.dispatch = dispatch;
    }

    /** In a hub, that hub's clients; in any other bean, those of the hub whose call is running when it is used. */
    @Produces
    @Dependent
    @SuppressWarnings("unchecked") // the injection point's type is Clients<T>
    <T> Clients<T> clients(InjectionPoint point) {
        return clients(hubOf(point), (Class<T>) ClientType.namedBy(point.getType()));
    }

    /** As {@link #clients}. */
    @Produces
    @Dependent
    Groups groups(InjectionPoint point) {
        return new GroupsOf(hubOf(point));
    }

    @Produces
    @Dependent
    <H> HubContext<H> context(InjectionPoint point) {
        return new HubContextOf<>(this, connected(hubNamedBy(point.getType())));
    }

    private static Class<?> hubNamedBy(Type type) {
        if (type instanceof ParameterizedType context && context.getActualTypeArguments()[0] instanceof Class<?> hub) {
            return hub;
        }
        throw new IllegalArgumentException(type + " names no hub: inject HubContext<YourHub>.");
    }

    private Supplier<ConnectedClients> hubOf(InjectionPoint point) {
        Optional<ConnectedClients> hub = hubAt(point);
        return () -> hub.orElseGet(this::clientsOfCalledHub);
    }

    private Optional<ConnectedClients> hubAt(InjectionPoint point) {
        @Nullable Bean<?> bean = point.getBean();
        return bean == null ? Optional.empty() : hubs.clientsOf(bean.getBeanClass());
    }

    Clients<ClientProxy> of(Class<?> hub) {
        return clients(connected(hub), ClientProxy.class);
    }

    private ConnectedClients connected(Class<?> hub) {
        return hubs.clientsOf(hub)
                .orElseThrow(() -> new IllegalArgumentException(hub.getName()
                        + (hub.isAnnotationPresent(Hub.class)
                                ? " is no bean of this deployment, or switched off."
                                : " is not annotated with @Hub.")));
    }

    <T> Clients<T> clients(ConnectedClients hub, Class<T> type) {
        return clients(() -> hub, type);
    }

    @SuppressWarnings("unchecked") // each class has the type of its own
    private <T> Clients<T> clients(Supplier<ConnectedClients> hub, Class<T> named) {
        ClientType<T> type = (ClientType<T>) types.computeIfAbsent(named, ClientType::of);
        HubClients.Addressee<T> addressee =
                (receivers, when) -> type.over(new AddressedClients(receivers, envelopes, when, call));
        return new HubClients<>(hub, call, addressee, dispatch);
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
    public Announcement list(String name, TextBlock texts) {
        return Announcement.ofList(name, texts);
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
