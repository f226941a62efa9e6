package org.presencehub.threads;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Takes the context for our threads where it is whole: WildFly makes CDI beans and initializes the application's scope without a naming
 * context. Confined to the thread that starts the application.
 */
@WebListener
public class ContextListener implements ServletContextListener {
    @Inject
    private ThreadPools pools;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        pools.captureContext();
    }
}
