package org.presencehub.hubs;

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

/** Sees to it that CDI has those of the two hubs that a deployment wants. Confined to the container's start. */
public class HubsExtension implements Extension {
    private final BeanClasses hubs = new BeanClasses("hubs.LatchHub", "hubs.PresenceHub");
    private final Settings settings;

    /** Reads the settings of the deployment that is being started. */
    public HubsExtension() {
        this(Settings.current());
    }

    HubsExtension(Settings settings) {
        this.settings = settings;
        leaveOut(HubsOptions.PRESENCE_HUB, PresenceHub.class);
        leaveOut(HubsOptions.LATCH_HUB, LatchHub.class);
    }

    private void leaveOut(String key, Class<?> hub) {
        if (settings.isOff(key)) {
            hubs.leaveOut(hub);
        }
    }

    /** Presence is about users: a connection without one would be refused each time. */
    private void refuseStrangers(AfterBeanDiscovery event) {
        if (settings.openHubs().contains(PresenceHub.PATH) && !settings.isOff(HubsOptions.PRESENCE_HUB)) {
            event.addDefinitionError(new IllegalArgumentException(Settings.OPEN_HUBS + " lists " + PresenceHub.PATH
                    + ", where nobody without a token could stay: presence counts users. Take it out of the list, or remove the hub by "
                    + HubsOptions.PRESENCE_HUB + "=false."));
        }
    }

    void found(@Observes @WithAnnotations(Hub.class) ProcessAnnotatedType<?> event) {
        hubs.found(event);
    }

    void addMissing(@Observes AfterTypeDiscovery event) {
        hubs.addMissing(event);
    }

    void configure(@Observes AfterBeanDiscovery event) {
        refuseStrangers(event);
        OptionBeans.add(event, settings, HubsOptions.class, HubsOptions::from);
        OptionBeans.add(event, settings, LatchOptions.class, LatchOptions::from);
    }
}
