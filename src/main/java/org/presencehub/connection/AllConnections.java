package org.presencehub.connection;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.util.List;
import org.presencehub.DisconnectReason;
import org.presencehub.stereotype.Component;
import org.presencehub.stereotype.Startable;
import org.presencehub.work.Ticking;

/** The connections of all hubs: told the time together, and ended with the application. Thread-safe. */
@Component
final class AllConnections implements Ticking, Startable {
    private final List<HubRoute> routes;
    private final MemoryBudget memory;

    @Inject
    AllConnections(List<HubRoute> routes, MemoryBudget memory) {
        this.routes = routes;
        this.memory = memory;
    }

    @Override
    public void start() {}

    @Override
    public void tick() {
        memory.tick();
        for (HubRoute route : routes) {
            try {
                route.connections().tick();
            } catch (RuntimeException | Error e) { // the other hubs have to hear the tick, too
                ConnectionLog.tickFailed(route.path(), e);
            }
        }
    }

    /** Sockets that were upgraded by hand are not closed when an application is undeployed. */
    @Override
    @PreDestroy
    public void stop() {
        routes.forEach(route -> route.connections().endAll(DisconnectReason.DRAINING));
    }
}
