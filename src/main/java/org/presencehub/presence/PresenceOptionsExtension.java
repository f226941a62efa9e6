package org.presencehub.presence;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import org.presencehub.config.OptionBeans;
import org.presencehub.config.Settings;

/** Makes the options of presence a bean. Confined to the container's start. */
public class PresenceOptionsExtension implements Extension {
    void configure(@Observes AfterBeanDiscovery event) {
        OptionBeans.add(event, Settings.current(), PresenceOptions.class, PresenceOptions::from);
    }
}
