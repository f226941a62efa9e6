package org.presencehub.connection;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.stereotype.Component;
import org.presencehub.stereotype.Startable;

/** One tick a second for all connections of all hubs, so that none needs a timer of its own. Confined to its timer's thread. */
@Component
final class Heartbeat implements Startable {
    private final List<HubRoute> routes;

    @Resource
    private ManagedScheduledExecutorService timers;

    private @Nullable ScheduledFuture<?> beating;

    @Inject
    Heartbeat(List<HubRoute> routes) {
        this.routes = routes;
    }

    @Override
    public void start() {
        beating = timers.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    void tick() {
        for (HubRoute route : routes) {
            try {
                route.connections().tick();
            } catch (RuntimeException | Error e) { // what escapes would end the ticking for ever
                ConnectionLog.heartbeatFailed(route.path(), e);
            }
        }
    }

    /** Sockets that were upgraded by hand are not closed when an application is undeployed. */
    @PreDestroy
    void stop() {
        if (beating != null) {
            beating.cancel(false);
        }
        routes.forEach(route -> route.connections().endAll(DisconnectReason.DRAINING));
    }
}
