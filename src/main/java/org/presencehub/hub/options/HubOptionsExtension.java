package org.presencehub.hub.options;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import org.presencehub.config.OptionBeans;
import org.presencehub.config.Settings;

/** Makes the options of hubs a bean. Confined to the container's start. */
public class HubOptionsExtension implements Extension {
    private final Settings settings = Settings.current();

    void configure(@Observes AfterBeanDiscovery event) {
        OptionBeans.add(event, settings, HubOptions.class, HubOptions::from);
    }
}
