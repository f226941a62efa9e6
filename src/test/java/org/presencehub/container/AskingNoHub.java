package org.presencehub.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.presencehub.HubContext;

/** A bean that would reach the clients of a class that has none. Stateless. */
@ApplicationScoped
public class AskingNoHub {
    @Inject
    HubContext<NoHub> context;

    /** Somebody forgot to annotate it. Stateless. */
    public static class NoHub {}
}
