package org.presencehub.stereotype;

/**
 * A bean that works as long as the application runs. Thread-safety is up to each.
 *
 * <p>It is started once, with the naming context of the WAR. An observer of {@code @Initialized(ApplicationScoped.class)} has none: Payara
 * fails to inject resources into it in an EAR.
 */
public interface Startable {
    /** Called by the thread that starts the application. */
    void start();

    /** Called by the thread that stops the application when nobody is connected any more, maybe more than once, and also if the bean was never started. */
    default void stop() {}
}
