package org.presencehub.transport;

import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Vetoed;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.HandlesTypes;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.presencehub.Hub;
import org.presencehub.transport.descriptor.DescriptorExtension;
import org.presencehub.transport.entry.TransportLog;
import org.presencehub.transport.websocket.HubEndpoint;

/**
 * Stops a deployment that leaves out what serves hubs: silent, they would answer 404. Confined to the container's start.
 *
 * <p>An initializer runs whether annotations are read or not. Where it does not run either, {@link DescriptorExtension} has stopped the
 * deployment.
 */
@HandlesTypes({ServerApplicationConfig.class, ServerEndpoint.class, Hub.class})
public class HubInitializer implements ServletContainerInitializer {
    private static final Set<String> OURS = Set.of("org.presencehub.hubs", "org.presencehub.console");

    @Override
    public void onStartup(@Nullable Set<Class<?>> types, ServletContext context) {
        Set<Class<?>> found = types == null ? Set.of() : types;
        requireEndpoint(found);
        context.addListener(
                new ServletContextListener() { // behind those that the container has found
                    @Override
                    public void contextInitialized(ServletContextEvent event) {
                        requireListener(event.getServletContext());
                        warnOfHubsThatAreNoBeans(event.getServletContext(), found);
                    }
                });
    }

    private static void requireListener(ServletContext context) {
        if (!HubListener.hasRun(context)) {
            throw new IllegalStateException(
                    "The container has not run " + HubListener.class.getName()
                            + ", so no hub is served: WEB-INF/web.xml must let it read annotations, which one of version 2.4 or older does not.");
        }
    }

    /** Some are left out on purpose, so this stops nothing; ours are by configuration. */
    private static void warnOfHubsThatAreNoBeans(ServletContext context, Set<Class<?>> types) {
        for (Class<?> type : types) {
            Hub hub = type.getAnnotation(Hub.class);
            if (hub != null
                    && !Modifier.isAbstract(type.getModifiers())
                    && !OURS.contains(type.getPackageName())
                    && !type.isAnnotationPresent(Vetoed.class)
                    && !type.isAnnotationPresent(Alternative.class)
                    && !HubListener.serves(context, hub.value())) {
                TransportLog.noBean(type.getName(), hub.value());
            }
        }
    }

    /** What any configuration keeps is published (Jakarta WebSocket 2.1, 6.2). */
    private static void requireEndpoint(Set<Class<?>> types) {
        Set<Class<?>> endpoints = new HashSet<>(Set.of(HubEndpoint.class));
        types.stream()
                .filter(type -> type.isAnnotationPresent(ServerEndpoint.class))
                .forEach(endpoints::add);
        List<? extends Class<?>> configurations = types.stream()
                .filter(ServerApplicationConfig.class::isAssignableFrom)
                .filter(type -> !Modifier.isAbstract(type.getModifiers()))
                .toList();
        if (!configurations.isEmpty() && configurations.stream().noneMatch(type -> keeps(type, endpoints))) {
            throw new IllegalStateException(configurations.get(0).getName()
                    + ", the ServerApplicationConfig of this application, leaves out " + HubEndpoint.class.getName()
                    + ", so no hub could open a WebSocket: its getAnnotatedEndpointClasses must answer that class, too, which is among"
                    + " those that it is handed.");
        }
    }

    private static boolean keeps(Class<?> type, Set<Class<?>> endpoints) {
        try {
            ServerApplicationConfig configuration =
                    (ServerApplicationConfig) type.getDeclaredConstructor().newInstance();
            Set<Class<?>> kept = configuration.getAnnotatedEndpointClasses(Set.copyOf(endpoints));
            return kept != null && kept.contains(HubEndpoint.class);
        } catch (ReflectiveOperationException e) {
            return true; // the container cannot make it either, and says so
        }
    }
}
