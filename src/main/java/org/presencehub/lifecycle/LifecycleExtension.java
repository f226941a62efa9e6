package org.presencehub.lifecycle;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import org.presencehub.config.OptionBeans;
import org.presencehub.config.Settings;

/** Makes the options of a drain a bean, and the check of readiness where there is MicroProfile Health. Confined to the container's start. */
public class LifecycleExtension implements Extension {
    private static final String READINESS = "org.eclipse.microprofile.health.Readiness";

    private final Settings settings = Settings.current();

    void addCheck(@Observes AfterTypeDiscovery event) {
        if (hasHealth()) {
            event.addAnnotatedType(ReadinessCheck.class, ReadinessCheck.class.getName());
        }
    }

    void configure(@Observes AfterBeanDiscovery event) {
        OptionBeans.add(event, settings, DrainOptions.class, DrainOptions::from);
    }

    private static boolean hasHealth() {
        try {
            Class.forName(READINESS, false, LifecycleExtension.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
