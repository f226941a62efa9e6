package org.presencehub.hub;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.presencehub.binding.JsonBinding;
import org.presencehub.clients.ConnectedClients;
import org.presencehub.clients.HubRegistry;
import org.presencehub.config.Settings;
import org.presencehub.connection.ConnectionListener;
import org.presencehub.connection.HubRoute;
import org.presencehub.connection.SharedQuota;
import org.presencehub.connection.memory.MemoryBudget;
import org.presencehub.connection.outbound.BroadcastLog;
import org.presencehub.connection.outbound.FanOut;
import org.presencehub.hub.definition.HubDefinition;
import org.presencehub.hub.definition.HubExtension;
import org.presencehub.hub.definition.MethodNames;
import org.presencehub.hub.options.CallOptions;
import org.presencehub.hub.options.HubOptions;
import org.presencehub.hub.runtime.HubInvoker;
import org.presencehub.hub.runtime.HubRuntime;
import org.presencehub.hub.runtime.HubThreads;
import org.presencehub.hub.runtime.ReadingThreads;
import org.presencehub.hub.runtime.SharedThreads;
import org.presencehub.hub.runtime.WireErrors;
import org.presencehub.protocol.HubProtocols;
import org.presencehub.stereotype.Component;
import org.presencehub.work.Clock;
import org.presencehub.work.ThreadPools;
import org.presencehub.work.Ticking;

/** The hubs of this deployment, running. Immutable. */
@Component
final class Hubs implements HubRegistry, Ticking {
    private static final int PROMPT_THREADS = 4; // they do not wait, if applications keep to what they are told
    private static final int BUSY_THREADS = 2; // they never wait, and each call goes behind those of others
    private static final int GATE_THREADS = 8; // each waits for one answer of the application at a time
    private static final int FAN_OUT_THREADS = 2; // they never wait, and one hub keeps one of them busy at most

    private final Map<String, ConnectedClients> clients = new LinkedHashMap<>(); // by path
    private final Map<Class<?>, String> paths = new HashMap<>();
    private final HubThreads threads;
    private final List<HubRoute> routes;
    private final MemoryBudget memory;
    private final Optional<String> directedMessages;

    @Inject
    Hubs(
            HubExtension found,
            HubOptions options,
            HubInvoker invoker,
            RefreshGates gates,
            JsonBinding binding,
            ThreadPools pools,
            Clock clock,
            @Any Instance<ConnectionListener> listeners) {
        requireKnown(options.access().openHubs(), found.definitions());
        threads = new HubThreads(
                shared(
                        "hub methods",
                        binding.patient(pools.pool("hub", options.calls().threads())),
                        options.calls()),
                shared("clients' streams", pools.pool("streams", options.calls().threads()), options.calls()),
                new SharedThreads(
                        "busy clients",
                        pools.standing("busy clients", BUSY_THREADS),
                        BUSY_THREADS,
                        1,
                        System::nanoTime),
                pools.standing("answers", PROMPT_THREADS),
                new ReadingThreads());
        SharedThreads gateThreads = new SharedThreads(
                "gates for tokens",
                pools.pool("gates", GATE_THREADS),
                GATE_THREADS,
                GATE_THREADS / 2,
                System::nanoTime);
        Executor fanOut = pools.standing("fan-out", FAN_OUT_THREADS);
        memory = new MemoryBudget(options.connections().memoryBudget(), pools.standing("memory", 1));
        SharedQuota quota = new SharedQuota(options.connections().capacity().maxConnections());
        List<HubRoute> entries = new ArrayList<>();
        for (HubDefinition definition : found.definitions()) {
            HubRuntime hub = new HubRuntime(
                    definition,
                    options,
                    binding,
                    new WireErrors(options.detailedErrors()),
                    new MethodNames(definition.methods().values()),
                    HubProtocols.all(),
                    threads,
                    invoker,
                    new ConnectedClients(new BroadcastLog(fanOut, memory), new FanOut(fanOut)));
            clients.put(definition.path(), hub.clients());
            paths.put(definition.type(), definition.path());
            entries.add(new HubEntry(
                    hub,
                    new GatedRefreshes(hub, gates, gateThreads, clock),
                    memory,
                    quota,
                    listeners.stream().toList()));
        }
        routes = List.copyOf(entries);
        directedMessages = found.directedMessages().map(paths::get);
    }

    private static SharedThreads shared(String name, Executor pool, CallOptions calls) {
        return new SharedThreads(name, pool, calls.threads(), calls.threadsPerUser(), System::nanoTime);
    }

    @Override
    public void tick() {
        threads.tick();
    }

    private static void requireKnown(Set<String> openHubs, List<HubDefinition> definitions) {
        Set<String> openable = definitions.stream()
                .filter(hub -> hub.roleAccess().isEmpty())
                .map(HubDefinition::path)
                .collect(Collectors.toCollection(TreeSet::new));
        openHubs.stream().filter(path -> !openable.contains(path)).forEach(path -> {
            throw new IllegalArgumentException(Settings.OPEN_HUBS + " lists '" + path
                    + "', but only hubs that ask for no role are allowed: " + openable + ".");
        });
    }

    @Override
    public Optional<String> pathOf(Class<?> hub) {
        return Optional.ofNullable(paths.get(hub));
    }

    @Override
    public ConnectedClients clientsAt(String path) {
        return Optional.ofNullable(clients.get(path))
                .orElseThrow(() -> new IllegalArgumentException("There is no hub at " + path + "."));
    }

    @Override
    public Collection<String> paths() {
        return Collections.unmodifiableSet(clients.keySet());
    }

    /** {@return the clients of each hub} */
    Collection<ConnectedClients> all() {
        return clients.values();
    }

    @Override
    public Optional<String> directedMessages() {
        return directedMessages;
    }

    @Produces
    @Singleton
    List<HubRoute> routes() {
        return routes;
    }

    @Produces
    @Singleton
    MemoryBudget memory() {
        return memory;
    }
}
