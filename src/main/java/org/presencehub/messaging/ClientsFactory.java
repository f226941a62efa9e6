package org.presencehub.messaging;

import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.Groups;
import org.presencehub.Hub;
import org.presencehub.clients.HubRegistry;
import org.presencehub.clients.MessageRouter;
import org.presencehub.clients.Recipients;
import org.presencehub.messaging.commit.AfterCommit;
import org.presencehub.messaging.commit.SendTiming;
import org.presencehub.stereotype.Component;

/** Makes what applications reach the clients of a hub by. Thread-safe. */
@Component
final class ClientsFactory {
    private final HubRegistry hubs;
    private final MessageRouter router;
    private final CurrentCall call;
    private final ArgumentBinder binder;
    private final AfterCommit afterCommit;
    private final Map<Class<?>, ClientType<?>> types = new ConcurrentHashMap<>();

    @Inject
    ClientsFactory(
            HubRegistry hubs, MessageRouter router, CurrentCall call, ArgumentBinder binder, AfterCommit afterCommit) {
        this.hubs = hubs;
        this.router = router;
        this.call = call;
        this.binder = binder;
        this.afterCommit = afterCommit;
    }

    /** {@return the path of this hub} */
    String pathOf(Class<?> hub) {
        return hubs.pathOf(hub)
                .orElseThrow(() -> new IllegalArgumentException(hub.getName()
                        + (hub.isAnnotationPresent(Hub.class)
                                ? " is no bean of this deployment, or switched off."
                                : " is not annotated with @Hub.")));
    }

    /** {@return the clients of the hub at this path} */
    <T> Clients<T> clients(String hub, Class<T> type) {
        return clients(() -> hub, type);
    }

    /**
     * {@return the clients of a hub}
     *
     * @param hub its path, asked at each use
     */
    @SuppressWarnings("unchecked") // each class has the type of its own
    <T> Clients<T> clients(Supplier<String> hub, Class<T> named) {
        ClientType<T> type = (ClientType<T>) types.computeIfAbsent(named, ClientType::of);
        return new HubClients<>(
                hub, call, (path, recipients, when) -> type.over(addressed(path, recipients, when)), afterCommit);
    }

    private ClientProxy addressed(String hub, Recipients recipients, SendTiming when) {
        return new AddressedClients(router, hub, recipients, binder, when, call);
    }

    /**
     * {@return the groups of a hub}
     *
     * @param hub its path, asked at each use
     */
    Groups groups(Supplier<String> hub) {
        return new GroupsOf(router, hub);
    }
}
