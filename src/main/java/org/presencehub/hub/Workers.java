package org.presencehub.hub;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.util.concurrent.Executor;
import org.presencehub.stereotype.Component;

/** The container's threads, on which hub methods may block. Thread-safe. */
@Component
final class Workers {
    @Resource
    private ManagedExecutorService executor;

    Executor executor() {
        return executor;
    }
}
