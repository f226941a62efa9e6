package org.presencehub.transport;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.HandlesTypes;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.presencehub.Hub;

/**
 * Stops a deployment that leaves out what serves hubs: silent, they would answer 404. Confined to the container's start.
 *
 * <p>An initializer runs whether annotations are read or not. Where it does not run either, {@link DescriptorExtension} has stopped the
 * deployment.
 */
@HandlesTypes({ServerApplicationConfig.class, ServerEndpoint.class, Hub.class})
public class HubInitializer implements ServletContainerInitializer {
    @Override
    public void onStartup(@Nullable Set<Class<?>> types, ServletContext context) {
        Set<Class<?>> found = types == null ? Set.of() : types;
        requireEndpoint(found);
        context.addListener(
                new ServletContextListener() { // behind those that the container has found
                    @Override
                    public void contextInitialized(ServletContextEvent event) {
                        nameUnserved(found, requireListener(event.getServletContext()));
                    }
                });
    }

    /** {@return the paths of the hubs that are served} */
    private static Collection<?> requireListener(ServletContext context) {
        return HubListener.served(context)
                .orElseThrow(
                        () -> new IllegalStateException(
                                "The container has not run " + HubListener.class.getName()
                                        + ", so no hub is served: WEB-INF/web.xml must let it read annotations, which one of version 2.4 or older does not."));
    }

    /** WildFly knows {@code @Hub} as a mark of beans by the {@code lib/} of an EAR alone, and says nothing of a hub that it did not find. */
    private static void nameUnserved(Set<Class<?>> types, Collection<?> served) {
        types.stream()
                .filter(type -> type.isAnnotationPresent(Hub.class))
                .filter(type -> !served.contains(type.getAnnotation(Hub.class).value()))
                .forEach(type -> TransportLog.notServed(
                        type, type.getAnnotation(Hub.class).value()));
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
