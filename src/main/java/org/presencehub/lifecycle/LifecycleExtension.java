package org.presencehub.lifecycle;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.presencehub.config.OptionBeans;
import org.presencehub.config.Settings;
import org.presencehub.stereotype.BeanClasses;

/**
 * Makes the options of a drain a bean, and the check of readiness where there is MicroProfile Health. Confined to the container's start.
 *
 * <p>Payara finds the check by itself, and would have it twice.
 */
public class LifecycleExtension implements Extension {
    private static final String HEALTH = "org.eclipse.microprofile.health.HealthCheck";

    private final Settings settings;
    private final Optional<BeanClasses> checks;

    /** Reads the settings of the deployment that is being started. */
    public LifecycleExtension() {
        this(Settings.current());
    }

    LifecycleExtension(Settings settings) {
        this.settings = settings;
        checks = hasHealth() ? Optional.of(new BeanClasses("lifecycle.ReadinessCheck")) : Optional.empty();
    }

    private static boolean hasHealth() {
        try {
            Class.forName(HEALTH, false, LifecycleExtension.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    void found(@Observes @WithAnnotations(Singleton.class) ProcessAnnotatedType<?> event) {
        checks.ifPresent(beans -> beans.found(event));
    }

    void addMissing(@Observes AfterTypeDiscovery event) {
        checks.ifPresent(beans -> beans.addMissing(event));
    }

    void configure(@Observes AfterBeanDiscovery event) {
        OptionBeans.add(event, settings, DrainOptions.class, DrainOptions::from);
    }
}
