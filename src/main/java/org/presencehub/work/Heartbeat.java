package org.presencehub.work;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.presencehub.stereotype.Component;
import org.presencehub.stereotype.Startable;

/** One tick a second for all who need one, so that no connection has a timer of its own. Confined to its timer's thread. */
@Component
final class Heartbeat implements Startable {
    private final List<Ticking> listeners;

    @Resource
    private ManagedScheduledExecutorService timers;

    private @Nullable ScheduledFuture<?> beating;

    @Inject
    Heartbeat(@Any Instance<Ticking> listeners) {
        this(listeners.stream().toList());
    }

    Heartbeat(List<Ticking> listeners) {
        this.listeners = listeners;
    }

    @Override
    public void start() {
        beating = timers.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    void tick() {
        for (Ticking listener : listeners) {
            try {
                listener.tick();
            } catch (Throwable e) { // what escapes would end the ticking for ever
                WorkLog.tickFailed(e);
            }
        }
    }

    @Override
    @PreDestroy
    public void stop() {
        if (beating != null) {
            beating.cancel(false);
        }
    }
}
