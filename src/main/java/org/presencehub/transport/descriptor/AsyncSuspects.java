package org.presencehub.transport.descriptor;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.WebFilter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.presencehub.transport.descriptor.WebDescriptor.Mapping;

/**
 * The filters in front of a hub that may keep its requests from waiting: all that do not say that they support it. Immutable.
 *
 * <p>A registration of a filter does not tell, so annotations and descriptors are read. Of a filter that the application registers by itself
 * neither knows anything, so it is one of the suspects.
 */
public final class AsyncSuspects {
    /** In front of everything by WildFly's and Payara's own doing; they support it. */
    private static final Set<String> CONTAINERS =
            Set.of("io.undertow.websockets.jsr.JsrWebSocketFilter", "org.glassfish.tyrus.servlet.TyrusServletFilter");

    private final ServletContext context;
    private final List<WebDescriptor> descriptors;

    private AsyncSuspects(ServletContext context) {
        this.context = context;
        descriptors = WebDescriptor.all(context);
    }

    /**
     * {@return their names and classes}
     *
     * @param path the hub's
     * @param servlet the name of its servlet
     */
    public static List<String> of(ServletContext context, String path, String servlet) {
        AsyncSuspects suspects = new AsyncSuspects(context);
        return context.getFilterRegistrations().values().stream()
                .filter(filter -> isInFront(filter, path, servlet))
                .filter(suspects::isSuspect)
                .map(filter -> filter.getName() + " (" + filter.getClassName() + ")")
                .sorted()
                .toList();
    }

    /** Both where clients connect and where they negotiate. */
    private static boolean isInFront(FilterRegistration filter, String path, String servlet) {
        Collection<String> names = filter.getServletNameMappings();
        return names.contains(servlet)
                || names.contains("*")
                || filter.getUrlPatternMappings().stream()
                        .map(UrlPattern::new)
                        .anyMatch(pattern -> pattern.matches(path) || pattern.matches(path + "/negotiate"));
    }

    private boolean isSuspect(FilterRegistration filter) {
        return !CONTAINERS.contains(filter.getClassName()) && isForRequests(filter) && !saysAsync(filter);
    }

    /** Which dispatches a filter is for stands where it is mapped; where that is not known, it is for requests. */
    private boolean isForRequests(FilterRegistration filter) {
        List<Boolean> declared = descriptors.stream()
                .flatMap(descriptor -> descriptor.mappings().stream())
                .filter(mapping -> mapping.filter().equals(filter.getName()))
                .map(Mapping::requests)
                .toList();
        return declared.isEmpty()
                ? annotation(filter)
                        .map(found -> Set.of(found.dispatcherTypes()).contains(DispatcherType.REQUEST))
                        .orElse(true)
                : declared.contains(true);
    }

    private boolean saysAsync(FilterRegistration filter) {
        return descriptors.stream()
                .flatMap(descriptor -> descriptor.filters().stream())
                .filter(each -> each.name().equals(filter.getName()))
                .flatMap(each -> each.asyncSupported().stream())
                .findFirst()
                .or(() -> annotation(filter).map(WebFilter::asyncSupported))
                .orElse(false);
    }

    /** Of this filter: a descriptor may have declared another one of the same class. */
    private Optional<WebFilter> annotation(FilterRegistration filter) {
        try {
            Class<?> type = Class.forName(filter.getClassName(), false, context.getClassLoader());
            return Optional.ofNullable(type.getAnnotation(WebFilter.class))
                    .filter(found -> name(found, type).equals(filter.getName()));
        } catch (ClassNotFoundException | LinkageError e) { // an object of a hidden class, say
            return Optional.empty();
        }
    }

    private static String name(WebFilter filter, Class<?> type) {
        return filter.filterName().isEmpty() ? type.getName() : filter.filterName();
    }
}
