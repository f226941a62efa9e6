package org.presencehub.embedding.hosts;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** JAX-RS at the context root. */
@ApplicationPath("/")
public class RootApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(Greeting.class);
    }
}
