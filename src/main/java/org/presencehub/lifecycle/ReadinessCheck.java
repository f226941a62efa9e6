package org.presencehub.lifecycle;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.presencehub.Drain;
import org.presencehub.Drain.Phase;
import org.presencehub.Drain.Progress;

/**
 * Says that this server is not ready while it drains, where the server has MicroProfile Health. Thread-safe.
 *
 * <p>No annotation here makes it a bean: {@link LifecycleExtension} does, where its interface is there.
 */
@Readiness
@Singleton
class ReadinessCheck implements HealthCheck {
    private final Drain drain;

    @Inject
    ReadinessCheck(Drain drain) {
        this.drain = drain;
    }

    @Override
    public HealthCheckResponse call() {
        Progress progress = drain.progress();
        return HealthCheckResponse.named("presencehub")
                .status(progress.phase() == Phase.RUNNING)
                .withData("phase", progress.phase().name())
                .withData("connections", progress.left())
                .build();
    }
}
