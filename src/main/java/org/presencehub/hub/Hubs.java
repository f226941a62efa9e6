package org.presencehub.hub;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.presencehub.connection.HubRoute;
import org.presencehub.messaging.ConnectedClients;
import org.presencehub.messaging.HubDirectory;
import org.presencehub.messaging.JsonBinding;
import org.presencehub.stereotype.Component;

/** The hubs of this deployment, running. Immutable. */
@Component
final class Hubs implements HubDirectory {
    private final Map<Class<?>, RunningHub> byType = new LinkedHashMap<>();
    private final Optional<Class<?>> directedMessages;

    @Inject
    Hubs(
            HubExtension found,
            HubOptions options,
            HubBeans beans,
            CurrentCaller callers,
            JsonBinding binding,
            Workers workers) {
        for (HubDefinition definition : found.definitions()) {
            byType.put(
                    definition.type(),
                    new RunningHub(definition, options, beans, callers, binding, workers.executor()));
        }
        directedMessages = found.definitions().stream()
                .filter(HubDefinition::directedMessages)
                .<Class<?>>map(HubDefinition::type)
                .findFirst();
    }

    @Override
    public Optional<ConnectedClients> clientsOf(Class<?> hub) {
        return Optional.ofNullable(byType.get(hub)).map(RunningHub::clients);
    }

    @Override
    public Optional<Class<?>> directedMessages() {
        return directedMessages;
    }

    @Produces
    @Singleton
    List<HubRoute> routes() {
        return List.copyOf(byType.values());
    }
}
