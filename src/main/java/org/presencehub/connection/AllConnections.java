package org.presencehub.connection;

import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.presencehub.DisconnectReason;
import org.presencehub.connection.memory.MemoryBudget;
import org.presencehub.lifecycle.Drainable;
import org.presencehub.lifecycle.Spared;
import org.presencehub.stereotype.Component;
import org.presencehub.work.Ticking;
import org.presencehub.work.lateness.Lateness;

/** The connections of all hubs: told the time together, and sent away together. Thread-safe. */
@Component
final class AllConnections implements Ticking, Drainable {
    private final List<HubRoute> routes;
    private final MemoryBudget memory;
    private final Lateness lateness;
    private volatile boolean end; // or a drain, which leaves some hubs alone

    @Inject
    AllConnections(List<HubRoute> routes, MemoryBudget memory, Lateness lateness) {
        this.routes = routes;
        this.memory = memory;
        this.lateness = lateness;
    }

    @Override
    public void tick() {
        memory.tick();
        long late = lateness.take();
        for (HubRoute route : routes) {
            try {
                route.connections().tick(late);
            } catch (RuntimeException | Error e) { // the other hubs have to hear the tick, too
                ConnectionLog.tickFailed(route.path(), e);
            }
        }
    }

    @Override
    public void refuse(boolean forEnd) {
        end = forEnd;
        drained(Connections::refuse);
    }

    @Override
    public void admit() {
        drained(Connections::admit);
    }

    @Override
    public void suspend(boolean suspended) {
        routes.forEach(route -> route.connections().suspend(suspended));
    }

    @Override
    public int waiting() {
        return sum(Connections::waiting);
    }

    @Override
    public int left() {
        return sum(Connections::left);
    }

    @Override
    public int sendAway(int atMost, Spared spared) {
        int sent = 0;
        for (HubRoute route : routes) {
            if (isDrained(route) && sent < atMost) {
                sent += route.connections().sendAway(atMost - sent, spared);
            }
        }
        return sent;
    }

    @Override
    public void cutOff() {
        drained(connections -> connections.endAll(DisconnectReason.DRAINING));
    }

    private void drained(Consumer<Connections> action) {
        routes.stream().filter(this::isDrained).map(HubRoute::connections).forEach(action);
    }

    private int sum(ToIntFunction<Connections> number) {
        return routes.stream()
                .filter(this::isDrained)
                .map(HubRoute::connections)
                .mapToInt(number)
                .sum();
    }

    private boolean isDrained(HubRoute route) {
        return end || !route.whileDraining();
    }
}
