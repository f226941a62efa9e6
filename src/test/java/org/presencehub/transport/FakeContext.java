package org.presencehub.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An application as far as its registrations and descriptors go. Confined to the thread of its test. */
public final class FakeContext {
    private final Map<String, FilterRegistration> filters = new LinkedHashMap<>();
    private final Map<String, ServletRegistration> servlets = new LinkedHashMap<>();
    private final Map<String, Object> attributes = new HashMap<>();
    private final List<ServletContextListener> listeners = new ArrayList<>();
    private ClassLoader loader = FakeContext.class.getClassLoader();
    private @Nullable String descriptor;

    /**
     * {@return this context, with a descriptor}
     *
     * @param elements what is in the descriptor's root
     */
    public FakeContext describedBy(String elements) {
        descriptor = "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='6.0'>" + elements + "</web-app>";
        return this;
    }

    /** Adds jars, or directories, to what the application's class loader finds. */
    public FakeContext withLibraries(URL... libraries) {
        loader = new URLClassLoader(libraries, loader);
        return this;
    }

    public FakeContext withFilter(String name, Class<?> type, List<String> patterns, List<String> servletNames) {
        filters.put(
                name,
                standIn(
                        FilterRegistration.class,
                        Map.of(
                                "getName", name,
                                "getClassName", type.getName(),
                                "getUrlPatternMappings", patterns,
                                "getServletNameMappings", servletNames)));
        return this;
    }

    public FakeContext withServlet(String name, Class<?> type, String... patterns) {
        servlets.put(
                name,
                standIn(
                        ServletRegistration.class,
                        Map.of("getName", name, "getClassName", type.getName(), "getMappings", Set.of(patterns))));
        return this;
    }

    /** Has run a listener. */
    FakeContext withAttribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    public ServletContext context() {
        return standIn(ServletContext.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getFilterRegistrations" -> filters;
            case "getServletRegistrations" -> servlets;
            case "getClassLoader" -> loader;
            case "getAttribute" -> attributes.get(Objects.requireNonNull(arguments)[0]);
            case "getResourceAsStream" ->
                descriptor == null ? null : new ByteArrayInputStream(descriptor.getBytes(UTF_8));
            case "addListener" -> listeners.add((ServletContextListener) Objects.requireNonNull(arguments)[0]);
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    /** {@return what a servlet of this name is initialized with} */
    public ServletConfig config(String name) {
        return standIn(
                ServletConfig.class,
                Map.of("getServletContext", context(), "getServletName", name, "getInitParameter", "false"));
    }

    /** Runs the listeners that were added. */
    void start() {
        listeners.forEach(listener -> listener.contextInitialized(new ServletContextEvent(context())));
    }

    private static <T> T standIn(Class<T> type, Map<String, Object> answers) {
        return standIn(type, (proxy, method, arguments) -> Objects.requireNonNull(answers.get(method.getName())));
    }

    private static <T> T standIn(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(FakeContext.class.getClassLoader(), new Class<?>[] {type}, calls));
    }
}
