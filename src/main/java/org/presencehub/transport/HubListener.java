package org.presencehub.transport;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.WebListener;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.presencehub.connection.HubRoute;
import org.presencehub.http.RequestDeadlines;
import org.presencehub.identity.http.RequestAuthenticator;
import org.presencehub.transport.descriptor.Constraints;
import org.presencehub.transport.descriptor.UrlPattern;
import org.presencehub.transport.entry.Role;
import org.presencehub.transport.entry.TransportLog;
import org.presencehub.transport.http.PolledConnections;
import org.presencehub.transport.login.LoginFilter;
import org.presencehub.transport.login.LoginSessions;
import org.presencehub.transport.options.TransportOptions;
import org.presencehub.transport.websocket.Closings;
import org.presencehub.transport.websocket.HubEndpoint;
import org.presencehub.work.Clock;

/** Opens the paths of the hubs when the application starts. Confined to the thread that starts it. */
@WebListener
public class HubListener implements ServletContextListener {
    private static final String DONE = HubListener.class.getName();
    private static final String PATHS = DONE + ".paths";
    private static final int A_LITTLE_LATER = 2; // seconds

    @Inject
    private List<HubRoute> routes;

    @Inject
    private RequestAuthenticator authenticator;

    @Inject
    private TransportOptions options;

    @Inject
    private RequestDeadlines deadlines;

    @Inject
    private PolledConnections polled;

    @Inject
    private Clock clock;

    @Inject
    private Closings closings;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        LoginSessions sessions = new LoginSessions(options.login().closeExpired(), this::unlessEnding);
        context.addListener(sessions);
        inFront(context, new LoginFilter(sessions), "/*");
        for (HubRoute route : routes) {
            serve(context, route, new HubServlet(route, authenticator, options, deadlines, polled, sessions));
        }
        routes.forEach(route -> requireOwn(context, route));
        inFront(
                context,
                new EndpointHidingFilter(deadlines),
                HubEndpoint.PATH + "/*"); // also of the container's own, which upgrades requests
        Constraints constraints = Constraints.of(context);
        for (HubRoute route : routes) {
            constraints.warnings(route.path()).forEach(TransportLog::constrained);
        }
        context.setAttribute(PATHS, routes.stream().map(HubRoute::path).collect(Collectors.toSet()));
        context.setAttribute(DONE, true);
    }

    /** {@return whether the container has run this listener} */
    static boolean hasRun(ServletContext context) {
        return Boolean.TRUE.equals(context.getAttribute(DONE));
    }

    /** {@return whether this listener serves a hub at this path} */
    static boolean serves(ServletContext context, String path) {
        return context.getAttribute(PATHS) instanceof Set<?> paths && paths.contains(path);
    }

    /** The container compares whole patterns, and a better one of somebody else would have the requests. */
    static void requireOwn(ServletContext context, HubRoute route) {
        Map<UrlPattern, String> servlets = new HashMap<>();
        context.getServletRegistrations()
                .forEach((name, servlet) ->
                        servlet.getMappings().forEach(pattern -> servlets.put(new UrlPattern(pattern), name)));
        Role.paths(route.path())
                .flatMap(path -> UrlPattern.best(servlets.keySet(), path).stream())
                .filter(best -> !String.valueOf(servlets.get(best)).equals(name(route)))
                .findFirst()
                .ifPresent(taken -> {
                    throw new IllegalStateException("The path of the hub " + route.path()
                            + " is taken by another servlet: " + servlets.get(taken) + " has " + taken + ".");
                });
    }

    private static String name(HubRoute route) {
        return "hub " + route.path();
    }

    private static void serve(ServletContext context, HubRoute route, HubServlet servlet) {
        ServletRegistration.Dynamic registration = context.addServlet(name(route), servlet);
        Set<String> taken = registration == null ? Set.of(route.path()) : registration.addMapping(route.path() + "/*");
        if (registration == null || !taken.isEmpty()) {
            throw new IllegalStateException("The path of the hub " + route.path() + " is taken by another servlet.");
        }
        registration.setAsyncSupported(true);
        registration.setLoadOnStartup(1);
        TransportLog.serving(route.path());
    }

    /** Sessions end with the application, too, before it hears of that itself. */
    private void unlessEnding(Runnable task) {
        Future<?> unused = clock.schedule(
                closings::soon,
                () -> {
                    if (routes.stream().noneMatch(route -> route.connections().isRefusing())) {
                        task.run();
                    }
                },
                A_LITTLE_LATER,
                TimeUnit.SECONDS);
    }

    private static void inFront(ServletContext context, Filter filter, String pattern) {
        FilterRegistration.Dynamic registration =
                context.addFilter(filter.getClass().getName(), filter);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, pattern);
    }
}
