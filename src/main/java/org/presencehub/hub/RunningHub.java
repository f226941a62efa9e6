package org.presencehub.hub;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.NonBlocking;
import org.presencehub.connection.Connections;
import org.presencehub.connection.HubRoute;
import org.presencehub.identity.Access;
import org.presencehub.messaging.ConnectedClients;
import org.presencehub.messaging.JsonBinding;
import org.presencehub.protocol.HandshakeRequest;
import org.presencehub.protocol.HubProtocols;

/** A hub with its connections and all that it takes to serve them. Thread-safe. */
final class RunningHub implements HubRoute {
    private final HubDefinition definition;
    private final HubOptions options;
    private final HubBeans beans;
    private final CurrentCaller callers;
    private final JsonBinding binding;
    private final HubThreads threads;
    private final RecentEnds ends;
    private final ErrorTexts errors;
    private final MethodNames names;
    private final HubProtocols protocols = HubProtocols.all();
    private final ConnectedClients clients;
    private final Connections connections;

    RunningHub(
            HubDefinition definition,
            HubOptions options,
            HubBeans beans,
            CurrentCaller callers,
            JsonBinding binding,
            HubThreads threads,
            ConnectedClients clients,
            RecentEnds ends) {
        this.definition = definition;
        this.options = options;
        this.beans = beans;
        this.callers = callers;
        this.binding = binding;
        this.threads = threads;
        this.ends = ends;
        this.clients = clients;
        errors = new ErrorTexts(options.detailedErrors());
        names = new MethodNames(definition.methods().values());
        connections = new Connections(
                options.connections(),
                connection -> new HubConnection(this, connection),
                HandshakeRequest::end,
                System::nanoTime);
    }

    Class<?> type() {
        return definition.type();
    }

    @Override
    public String path() {
        return definition.path();
    }

    @Override
    public Access access() {
        if (options.access().openHubs().contains(path())) {
            return new Access.Open();
        }
        return definition
                .access()
                .filter(Access.Roles.class::isInstance)
                .orElseGet(Access.Authenticated::new); // @PermitAll permits every role, not the lack of a token
    }

    @Override
    public Set<String> roles() {
        return definition.roles();
    }

    @Override
    public Set<HubTransport> transports() {
        Set<HubTransport> transports = new HashSet<>(definition.transports());
        transports.retainAll(options.access().transports());
        return transports;
    }

    @Override
    public boolean statefulReconnect() {
        return definition.statefulReconnect();
    }

    @Override
    public Connections connections() {
        return connections;
    }

    HubOptions options() {
        return options;
    }

    HubProtocols protocols() {
        return protocols;
    }

    ErrorTexts errors() {
        return errors;
    }

    ConnectedClients clients() {
        return clients;
    }

    JsonBinding binding() {
        return binding;
    }

    MethodNames methodNames() {
        return names;
    }

    Optional<HubMethod> method(String target) {
        return definition.method(target);
    }

    RecentEnds ends() {
        return ends;
    }

    /** Runs a task of a connection where hub methods may block. */
    void execute(Runnable task) {
        threads.methods().execute(task);
    }

    /** The same, for what has to be run even if the application stops. */
    void executeOrRun(Runnable task) {
        runOn(threads.methods(), task);
    }

    /** Runs a task that hub methods cannot hold up, and that does not wait. */
    void promptly(Runnable task) {
        runOn(threads.prompt(), task);
    }

    /** Tells a hub method's subscriber. */
    void tellSubscriber(Runnable task) {
        runOn(threads.subscribers(), task);
    }

    private static void runOn(Executor executor, Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) { // the application stops
            task.run();
        }
    }

    /** {@return whether receiving a connection may wait} */
    boolean mayWaitForArrivals() {
        return definition
                .onConnected()
                .filter(method -> !method.isAnnotationPresent(NonBlocking.class))
                .isPresent();
    }

    void connected(HubCall call) throws Exception {
        if (definition.onConnected().isPresent()) {
            run(call, definition.onConnected().get());
        }
    }

    void disconnected(HubCall call, DisconnectReason reason) throws Exception {
        if (definition.onDisconnected().isPresent()) {
            Method method = definition.onDisconnected().get();
            @Nullable Object[] arguments = method.getParameterCount() == 0 ? new Object[0] : new Object[] {reason};
            run(call, method, arguments);
        }
    }

    /** {@return what the method returned} Throws what it threw. */
    @Nullable
    Object run(HubCall call, Method method, @Nullable Object... arguments) throws Exception {
        return callers.during(call, () -> beans.call(type(), method, arguments));
    }
}
