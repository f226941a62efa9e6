package org.presencehub.hubs;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import org.presencehub.config.OptionBeans;
import org.presencehub.config.Settings;

/** Takes those of the two hubs out of a deployment that it does not want. Confined to the container's start. */
public class HubsExtension implements Extension {
    private final Settings settings;

    /** Reads the settings of the deployment that is being started. */
    public HubsExtension() {
        this(Settings.current());
    }

    HubsExtension(Settings settings) {
        this.settings = settings;
    }

    void presence(@Observes ProcessAnnotatedType<PresenceHub> type) {
        if (settings.isOff(HubsOptions.PRESENCE_HUB)) {
            type.veto();
        }
    }

    void latch(@Observes ProcessAnnotatedType<LatchHub> type) {
        if (settings.isOff(HubsOptions.LATCH_HUB)) {
            type.veto();
        }
    }

    void configure(@Observes AfterBeanDiscovery event) {
        OptionBeans.add(event, HubsOptions.class, HubsOptions::from);
        OptionBeans.add(event, LatchOptions.class, LatchOptions::from);
    }
}
