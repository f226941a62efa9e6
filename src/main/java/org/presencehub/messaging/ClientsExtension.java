package org.presencehub.messaging;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import org.presencehub.Clients;

/** Stops a deployment that injects clients which cannot be called. Stateless. */
public class ClientsExtension implements Extension {
    void injected(@Observes ProcessInjectionPoint<?, ?> event) {
        Injected injected = Injected.at(event.getInjectionPoint());
        if (injected.isA(Clients.class) && !Injected.isOfAlternative(event.getInjectionPoint())) {
            try {
                ClientType.requireFit(injected.type());
            } catch (IllegalArgumentException e) {
                event.addDefinitionError(
                        new IllegalArgumentException(e.getMessage() + " See " + injected.place() + ".", e));
            }
        }
    }
}
