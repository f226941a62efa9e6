package org.presencehub.console;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import org.presencehub.Hub;
import org.presencehub.config.OptionBeans;
import org.presencehub.config.Settings;
import org.presencehub.stereotype.BeanClasses;
import org.presencehub.stereotype.Component;

/** Sees to it that CDI has the console's beans, unless a deployment wants no console. Confined to the container's start. */
public class ConsoleExtension implements Extension {
    private final BeanClasses beans = new BeanClasses("console.ConsoleFeed", "console.ConsoleHub", "console.PageFiles");

    private final Settings settings;

    /** Reads the settings of the deployment that is being started. */
    public ConsoleExtension() {
        this(Settings.current());
    }

    ConsoleExtension(Settings settings) {
        this.settings = settings;
        if (settings.isOff(ConsoleOptions.CONSOLE)) {
            beans.leaveOut(ConsoleFeed.class);
            beans.leaveOut(ConsoleHub.class);
        }
    }

    void found(@Observes @WithAnnotations({Hub.class, Component.class}) ProcessAnnotatedType<?> event) {
        beans.found(event);
    }

    void addMissing(@Observes AfterTypeDiscovery event) {
        beans.addMissing(event);
    }

    void configure(@Observes AfterBeanDiscovery event) {
        OptionBeans.add(event, settings, ConsoleOptions.class, ConsoleOptions::from);
    }
}
