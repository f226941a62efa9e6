package org.presencehub.hubs;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import org.presencehub.Hub;
import org.presencehub.stereotype.BeanClasses;

/** Sees to it that CDI has the built-in hubs. Confined to the container's start. */
public class HubsExtension implements Extension {
    private final BeanClasses hubs = new BeanClasses("hubs.LatchHub", "hubs.PresenceHub");

    void found(@Observes @WithAnnotations(Hub.class) ProcessAnnotatedType<?> event) {
        hubs.found(event.getAnnotatedType().getJavaClass());
    }

    void addMissing(@Observes AfterTypeDiscovery event) {
        hubs.addMissing(event);
    }
}
