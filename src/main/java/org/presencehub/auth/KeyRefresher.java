package org.presencehub.auth;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.presencehub.stereotype.Startable;

/** Reads keys before callers need them, from the start on, so that nobody has to wait for a read; asks once a second whether that is due. Confined to its timer's thread. */
@ApplicationScoped
class KeyRefresher implements Startable {
    @Inject
    private TokenVerifier verifier;

    @Resource
    private ManagedScheduledExecutorService timers;

    private @Nullable ScheduledFuture<?> refreshing;

    @Override
    public void start() {
        refreshing = timers.scheduleWithFixedDelay(verifier::refresh, 0, 1, TimeUnit.SECONDS);
    }

    @Override
    @PreDestroy
    public void stop() {
        if (refreshing != null) {
            refreshing.cancel(false);
        }
    }
}
