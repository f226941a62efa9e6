package org.presencehub.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.Drain;
import org.presencehub.config.MapConfig;

/** A check of readiness for servers that find it by themselves, and for others. */
class LifecycleExtensionTest {
    /** A server that never drains. */
    static final class Calm implements Drain {
        @Override
        public CompletionStage<Progress> begin() {
            return new CompletableFuture<>();
        }

        @Override
        public boolean takeBack() {
            return true;
        }

        @Override
        public Progress progress() {
            return new Progress(Phase.RUNNING, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thereIsOneCheckWhetherTheServerFindsItOrNot(boolean found) {
        Weld weld = new Weld()
                .disableDiscovery()
                .addExtension(new LifecycleExtension(MapConfig.settings()))
                .addBeanClass(Calm.class);
        if (found) {
            weld.addBeanClass(ReadinessCheck.class);
        }
        try (WeldContainer container = weld.initialize()) {
            assertThat(container.select(HealthCheck.class, Readiness.Literal.INSTANCE))
                    .hasSize(1);
        }
    }
}
