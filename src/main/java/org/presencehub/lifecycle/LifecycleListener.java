package org.presencehub.lifecycle;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Tells when the application begins and ends. Confined to the thread that starts and stops it.
 *
 * <p>WildFly makes CDI beans and initializes the application's scope without a naming context; here there is one. And here sockets are still
 * open, and neither CDI nor an enterprise bean has been told of the end: so it is on WildFly and on Payara.
 */
@WebListener
public class LifecycleListener implements ServletContextListener {
    @Inject
    private Lifecycle lifecycle;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        lifecycle.start();
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        lifecycle.stop();
    }
}
