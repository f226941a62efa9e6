package org.presencehub.messaging;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.presencehub.Clients;
import org.presencehub.Groups;
import org.presencehub.HubContext;
import org.presencehub.clients.HubRegistry;
import org.presencehub.stereotype.Component;

/** Produces what applications inject to reach clients. Thread-safe. */
@Component
final class ClientsProducer {
    private final HubRegistry hubs;
    private final CurrentCall call;
    private final ClientsFactory factory;

    @Inject
    ClientsProducer(HubRegistry hubs, CurrentCall call, ClientsFactory factory) {
        this.hubs = hubs;
        this.call = call;
        this.factory = factory;
    }

    /** In a hub, that hub's clients; in any other bean, those of the hub whose call is running when it is used. */
    @Produces
    @Dependent
    @SuppressWarnings("unchecked") // the injection point's type is Clients<T>
    <T> Clients<T> clients(InjectionPoint point) {
        return factory.clients(hubOf(point), (Class<T>) ClientType.namedBy(point.getType()));
    }

    /** As {@link #clients}. */
    @Produces
    @Dependent
    Groups groups(InjectionPoint point) {
        return factory.groups(hubOf(point));
    }

    @Produces
    @Dependent
    <H> HubContext<H> context(InjectionPoint point) {
        return new HubContextOf<>(factory, factory.pathOf(hubNamedBy(point.getType())));
    }

    private static Class<?> hubNamedBy(Type type) {
        if (type instanceof ParameterizedType context && context.getActualTypeArguments()[0] instanceof Class<?> hub) {
            return hub;
        }
        throw new IllegalArgumentException(type + " names no hub: inject HubContext<YourHub>.");
    }

    private Supplier<String> hubOf(InjectionPoint point) {
        Optional<String> hub = hubAt(point);
        return () -> hub.orElseGet(this::calledHub);
    }

    private Optional<String> hubAt(InjectionPoint point) {
        @Nullable Bean<?> bean = point.getBean();
        return bean == null ? Optional.empty() : hubs.pathOf(bean.getBeanClass());
    }

    private String calledHub() {
        return call.hub()
                .flatMap(hubs::pathOf)
                .orElseThrow(() -> new IllegalStateException(
                        "Outside a hub and its calls, inject HubContext<YourHub> to reach clients."));
    }
}
