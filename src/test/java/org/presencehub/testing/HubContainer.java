package org.presencehub.testing;

import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.junit.MockBean;
import org.jboss.weld.junit5.WeldInitiator;
import org.presencehub.binding.form.BindingOptions;
import org.presencehub.connection.HubRoute;
import org.presencehub.hub.definition.HubExtension;
import org.presencehub.hub.options.HubOptions;
import org.presencehub.hubs.LatchOptions;
import org.presencehub.messaging.ClientsExtension;

/** CDI with the hubs of a test in it, and nothing else of a server: in memory, on Weld. Stateless. */
public final class HubContainer {
    /** The name of each thread on which hub methods may block begins with this. */
    public static final String WORKER = "presencehub-hub-";

    /** What hub methods and beans take for the container's transactions. */
    public static final InMemoryTransactions TRANSACTIONS = new InMemoryTransactions();

    /** The hub and messaging packages hide their beans. */
    private static final List<String> BEANS = List.of(
            "hub.runtime.CurrentInvocation",
            "hub.ConnectionsOfUsers",
            "hub.runtime.HubInvoker",
            "hub.Hubs",
            "hub.RecentEnds",
            "hub.RefreshGates",
            "clients.LocalRouter",
            "messaging.ClientsFactory",
            "messaging.ClientsProducer",
            "messaging.DirectedMessageSender",
            "messaging.WatcherChannel",
            "messaging.ArgumentBinder",
            "binding.JsonBinding",
            "messaging.commit.AfterCommit",
            "messaging.commit.Transactions",
            "work.Clock",
            "work.ThreadPools");

    private HubContainer() {}

    /** Options that hardly any test has to do with. */
    static class Defaults {
        @Produces
        @Singleton
        BindingOptions binding() {
            return BindingOptions.DEFAULTS;
        }
    }

    /** A container with these hubs, beans and interceptors, and default options. */
    public static WeldInitiator.Builder with(Class<?>... beans) {
        return with(HubOptions.DEFAULTS, beans);
    }

    /** A container with these hubs, beans and interceptors. */
    public static WeldInitiator.Builder with(HubOptions options, Class<?>... beans) {
        return with(weld(beans), options, LatchOptions.OPEN);
    }

    /** A container in which only some roles may send directed messages. */
    public static WeldInitiator.Builder with(LatchOptions latch, Class<?>... beans) {
        return with(weld(beans), HubOptions.DEFAULTS, latch);
    }

    private static WeldInitiator.Builder with(Weld weld, HubOptions options, LatchOptions latch) {
        return ContainerThreads.bindTo(WeldInitiator.from(weld))
                .bindResource("java:comp/env/org.presencehub.messaging.commit.Transactions/registry", TRANSACTIONS)
                .addBeans(bean(options, HubOptions.class), bean(latch, LatchOptions.class));
    }

    /** Weld with these beans and our own, not started. */
    public static Weld weld(Class<?>... beans) {
        Weld weld = new Weld()
                .disableDiscovery()
                .addExtension(new HubExtension())
                .addExtension(new ClientsExtension())
                .addBeanClasses(Defaults.class)
                .addBeanClasses(beans);
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

    private static Class<?> named(String name) {
        try {
            return Class.forName("org.presencehub." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
