package org.presencehub.transport.options;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import org.presencehub.config.OptionBeans;
import org.presencehub.config.Settings;

/** Makes the options of transports a bean. Confined to the container's start. */
public class TransportOptionsExtension implements Extension {
    private final Settings settings = Settings.current();

    void configure(@Observes AfterBeanDiscovery event) {
        OptionBeans.add(event, settings, TransportOptions.class, TransportOptions::from);
    }
}
