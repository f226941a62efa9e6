package org.presencehub.hub.definition;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.List;
import org.presencehub.work.RatedLogger;

/** What is logged of the hubs that a deployment has. Thread-safe. */
final class DefinitionLog {
    private static final Logger LOG = RatedLogger.of("org.presencehub.hub");

    private DefinitionLog() {}

    static void yielded(Class<?> hub, List<String> takers) {
        LOG.log(Level.INFO, "{0} leaves directed messages to {1}.", hub.getName(), String.join(", ", takers));
    }

    /** A bean has methods that only hubs have. */
    static void noHub(Method method) {
        LOG.log(
                Level.WARNING,
                "{0}.{1} is annotated for hubs, but its class is no hub, so nobody calls it: annotate the class with @Hub,"
                        + " or take the method''s annotation away.",
                method.getDeclaringClass().getName(),
                method.getName());
    }
}
