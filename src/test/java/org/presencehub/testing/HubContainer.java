package org.presencehub.testing;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.junit.MockBean;
import org.jboss.weld.junit5.WeldInitiator;
import org.presencehub.connection.HubRoute;
import org.presencehub.hub.HubExtension;
import org.presencehub.hub.HubOptions;
import org.presencehub.hubs.LatchOptions;

/** CDI with the hubs of a test in it, and nothing else of a server: in memory, on Weld. Stateless. */
public final class HubContainer {
    /** The name of each thread on which hub methods may block begins with this. */
    public static final String WORKER = "worker-";

    private static final ExecutorService WORKERS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task);
        thread.setName(WORKER + thread.getId());
        thread.setDaemon(true);
        return thread;
    });

    /** The hub and messaging packages hide their beans. */
    private static final List<String> BEANS = List.of(
            "hub.CurrentCaller",
            "hub.ConnectionsOfUsers",
            "hub.HubBeans",
            "hub.Hubs",
            "hub.RecentEnds",
            "hub.Workers",
            "messaging.Addressing",
            "messaging.DirectedMessageRouter",
            "messaging.Envelopes",
            "messaging.JsonBinding");

    private HubContainer() {}

    /** A container with these hubs, beans and interceptors, and default options. */
    public static WeldInitiator.Builder with(Class<?>... beans) {
        return with(HubOptions.DEFAULTS, beans);
    }

    /** A container with these hubs, beans and interceptors. */
    public static WeldInitiator.Builder with(HubOptions options, Class<?>... beans) {
        return with(options, WORKERS, beans);
    }

    /** A container whose hub methods run where this says. */
    public static WeldInitiator.Builder with(HubOptions options, ExecutorService workers, Class<?>... beans) {
        return with(weld(beans), workers, options, LatchOptions.DEFAULTS);
    }

    /** A container in which only these roles may send directed messages. */
    public static WeldInitiator.Builder latchFor(Set<String> senderRoles, Class<?>... beans) {
        return with(weld(beans), WORKERS, HubOptions.DEFAULTS, new LatchOptions(senderRoles));
    }

    private static WeldInitiator.Builder with(
            Weld weld, ExecutorService workers, HubOptions options, LatchOptions latch) {
        return WeldInitiator.from(weld)
                .bindResource("java:comp/env/org.presencehub.hub.Workers/executor", managed(workers))
                .addBeans(bean(options, HubOptions.class), bean(latch, LatchOptions.class));
    }

    /** Weld with these beans and our own, not started. */
    public static Weld weld(Class<?>... beans) {
        Weld weld =
                new Weld().disableDiscovery().addExtension(new HubExtension()).addBeanClasses(beans);
        BEANS.forEach(name -> weld.addBeanClass(named(name)));
        return weld;
    }

    /** A bean that is this object. */
    public static <T> Bean<T> bean(T instance, Class<T> type) {
        return MockBean.<T>builder()
                .types(type)
                .scope(Singleton.class)
                .creating(instance)
                .build();
    }

    /** The hub at this path. */
    public static HubRoute route(WeldInitiator weld, String path) {
        return weld.select(new TypeLiteral<List<HubRoute>>() {}).get().stream()
                .filter(route -> route.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static ManagedExecutorService managed(ExecutorService workers) {
        return (ManagedExecutorService) Proxy.newProxyInstance(
                HubContainer.class.getClassLoader(),
                new Class<?>[] {ManagedExecutorService.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.invoke(workers, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName("org.presencehub." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
