package org.presencehub.work;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.presencehub.stereotype.Startable;

/**
 * Takes the context for our threads where it is whole, and starts and stops what lives as long as the application: WildFly makes CDI beans and initializes the
 * application's scope without a naming context. Confined to the thread that starts the application.
 */
@WebListener
public class ContextListener implements ServletContextListener {
    @Inject
    private ThreadPools pools;

    @Inject
    @Any
    private Instance<Startable> startables;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        pools.captureContext();
        startables.forEach(Startable::start);
    }

    /** Before CDI ends its beans, in an order of its own: who stops may still need threads. */
    @Override
    public void contextDestroyed(ServletContextEvent event) {
        startables.forEach(Startable::stop);
        pools.shutDown();
    }
}
