package org.presencehub.messaging;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.presencehub.Clients;

/** Stops a deployment that injects clients which cannot be called. Stateless. */
public class ClientsExtension implements Extension {
    void injected(@Observes ProcessInjectionPoint<?, ?> event) {
        Type type = event.getInjectionPoint().getType();
        if (isClients(type)) {
            try {
                ClientType.namedBy(type);
            } catch (IllegalArgumentException e) {
                event.addDefinitionError(new IllegalArgumentException(
                        e.getMessage() + " See " + event.getInjectionPoint().getMember() + ".", e));
            }
        }
    }

    private static boolean isClients(Type type) {
        return type == Clients.class
                || (type instanceof ParameterizedType named && named.getRawType() == Clients.class);
    }
}
