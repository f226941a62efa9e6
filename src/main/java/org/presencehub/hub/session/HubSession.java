package org.presencehub.hub.session;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.HubException;
import org.presencehub.NonBlocking;
import org.presencehub.clients.ConnectedClient;
import org.presencehub.connection.Connection;
import org.presencehub.connection.inbound.ConnectionHandler;
import org.presencehub.connection.inbound.InboundMessage;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.connection.outbound.Transport;
import org.presencehub.hub.call.InvocationDispatcher;
import org.presencehub.hub.call.LifecycleCall;
import org.presencehub.hub.runtime.CallerContext;
import org.presencehub.hub.runtime.HubLog;
import org.presencehub.hub.runtime.HubRuntime;
import org.presencehub.hub.runtime.SharedThreads;
import org.presencehub.protocol.HandshakeResponse;
import org.presencehub.protocol.HubMessage;
import org.presencehub.protocol.HubMessage.Ack;
import org.presencehub.protocol.HubMessage.CancelInvocation;
import org.presencehub.protocol.HubMessage.Close;
import org.presencehub.protocol.HubMessage.Completion;
import org.presencehub.protocol.HubMessage.MethodInvocation;
import org.presencehub.protocol.HubMessage.Ping;
import org.presencehub.protocol.HubMessage.Sequence;
import org.presencehub.protocol.HubMessage.StreamItem;
import org.presencehub.protocol.HubProtocol;
import org.presencehub.protocol.ProtocolException;

/** A connection from its handshake to its end: connected, dispatch, disconnected. Thread-safe by the promise of its interface. */
final class HubSession implements ConnectionHandler {
    /** Of more tokens that come behind one long call the hub hears as of one. */
    private static final int MOST_UNTOLD = 8;

    /** How long the first counted message waits for the client's first: the .NET client pings after a second. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

    private final HubRuntime hub;
    private final Connection connection;
    private final HubProtocol protocol;
    private final ConnectedClient client;
    private final CallerContext context;
    private final InvocationDispatcher dispatcher;
    private final KeepAlive keepAlive;
    private final @Nullable Sequencing sequencing; // null where a lost transport is the end
    private final AtomicInteger untold = new AtomicInteger(); // tokens that the hub has still to hear of
    private final long began = System.nanoTime();
    private volatile boolean received; // the hub's own method for arrivals is over
    private volatile boolean connected; // and has succeeded
    private volatile boolean pings; // the client has done so at least once

    /** @param stateful whether the client numbers its messages, and may come back by another transport */
    HubSession(HubRuntime hub, Connection connection, HubProtocol protocol, boolean stateful) {
        this.hub = hub;
        this.connection = connection;
        this.protocol = protocol;
        client = new ConnectedClient(connection, protocol, hub.threads().prompt());
        context = new CallerContext(
                hub.definition().type(), hub.clients(), client, new ConcurrentHashMap<>(), this::abort);
        dispatcher = new InvocationDispatcher(hub, context);
        sequencing = stateful ? new Sequencing() : null;
        keepAlive = new KeepAlive(hub.options().timeouts(), began);
    }

    /** Answers the handshake, and lets the hub receive the connection, which may be sent away as soon as the client has the answer. */
    void begin(InboundMessage handshake) {
        Optional<Method> onConnected = hub.definition().onConnected();
        if (onConnected.isEmpty() && !connection.hasEnded()) {
            connected = true;
            received = true;
        }
        answer();
        onConnected.ifPresent(method -> handshake.inTurn(() -> receiveConnection(method, handshake)));
    }

    private void answer() {
        Batch answer = Batch.alone(HandshakeResponse.success(), client.binary());
        if (sequencing == null) {
            connection.output().send(answer, this::register); // whoever has the answer is found
        } else { // here the answer has to be on its way before anything counts
            connection.output().send(answer);
            connection.resumeBy(number -> client.encode(new Sequence(number)));
            register();
        }
    }

    private void register() {
        hub.clients().add(client);
        client.onEnd(reason -> dispatcher.disconnected());
    }

    /** On the thread that reads, if that cannot wait: so whoever holds up all threads does not keep a connection from being received. */
    private void receiveConnection(Method onConnected, InboundMessage handshake) {
        if (onConnected.isAnnotationPresent(NonBlocking.class)) {
            connect(onConnected, handshake);
        } else {
            execute(onConnected, () -> connect(onConnected, handshake));
        }
    }

    private void execute(Method method, Runnable call) {
        SharedThreads.Place place = new SharedThreads.Place(hub.path(), method.getName());
        hub.threads().methods().execute(connection.opener().account(), place, call);
    }

    private void connect(Method onConnected, InboundMessage handshake) {
        try {
            hub.invoker().invoke(new LifecycleCall(context, false), onConnected);
            connected = true;
        } catch (Exception | Error e) { // whatever it is, nobody was let in
            refuse(e);
        } finally {
            received = true;
            handshake.done();
        }
    }

    private void refuse(Throwable cause) {
        if (cause instanceof HubException refusal) {
            HubLog.refusedByHub(hub.path(), connection.id(), refusal);
        } else {
            HubLog.failed(hub.path(), connection.id(), "Connecting", cause);
        }
        finish(new Close(hub.errors().closed(cause), false), DisconnectReason.REFUSED_BY_HUB);
    }

    @Override
    public void opened() {
        throw new IllegalStateException("The transport was attached before the handshake.");
    }

    @Override
    public void received(InboundMessage message) {
        try {
            receive(protocol.parse(message.bytes(), message.from(), message.to()), message);
        } catch (ProtocolException e) {
            endBroken(message, () -> {
                HubLog.brokenProtocol(hub.path(), connection.id(), e);
                return hub.errors().broken(e);
            });
        }
    }

    private void receive(HubMessage message, InboundMessage inbound) {
        if (sequencing == null) {
            act(message, inbound);
        } else {
            receive(message, inbound, sequencing);
        }
    }

    /** The JavaScript client counts from its first ping on: what comes with the answer to its handshake it would not count. */
    private void receive(HubMessage message, InboundMessage inbound, Sequencing numbers) {
        connection.countedByClient();
        if (message instanceof Ack ack) {
            connection.acknowledged(ack.sequenceId());
        } else if (message instanceof Sequence sequence) {
            restart(numbers, sequence, inbound);
        } else if (!(message instanceof HubMessage.Counted)) {
            act(message, inbound);
        } else if (numbers.isNew()) {
            act(message, inbound);
            if (inbound.waits()) {
                numbers.defer(inbound::waits);
            }
        }
    }

    private void restart(Sequencing numbers, Sequence sequence, InboundMessage inbound) {
        if (!numbers.restart(sequence.sequenceId())) {
            endBroken(inbound, () -> hub.errors().sequenceTooHigh());
        }
    }

    /** In its turn: what came before is served. */
    private void endBroken(InboundMessage inbound, Supplier<String> error) {
        inbound.endInput();
        inbound.inTurn(() -> {
            finish(new Close(error.get(), true), DisconnectReason.BROKEN_PROTOCOL);
            inbound.done();
        });
    }

    /** Calls, and what they stream, have their turn; all else takes effect now. A ping, or what belongs to a future protocol, has none. */
    private void act(HubMessage message, InboundMessage inbound) {
        if (message instanceof MethodInvocation invocation) {
            dispatcher.dispatch(invocation, inbound);
        } else if (message instanceof StreamItem item) {
            dispatcher.dispatch(item, inbound);
        } else if (message instanceof Completion completion) {
            dispatcher.dispatch(completion, inbound);
        } else if (message instanceof CancelInvocation cancel) {
            dispatcher.dispatch(cancel);
        } else if (message instanceof Close) {
            close(inbound);
        } else if (message instanceof Ping) {
            pings = true;
        }
    }

    /** Not before the hub has received the connection: who comes and goes at once has been there. */
    private void close(InboundMessage inbound) {
        inbound.endInput();
        if (received) {
            leave();
        } else {
            inbound.inTurn(() -> {
                leave();
                inbound.done();
            });
        }
    }

    private void leave() {
        connection.leave(client.encode(new Close(null, false)), DisconnectReason.GOODBYE);
    }

    @Override
    public void refused(DisconnectReason reason, long size, long limit) {
        HubLog.refused(hub.path(), connection.id(), reason, size, limit);
        finish(new Close(hub.errors().refused(reason, limit), true), reason);
    }

    @Override
    public void refreshed() {
        hub.definition().onAuthenticationRefreshed().ifPresent(method -> {
            if (untold.incrementAndGet() <= MOST_UNTOLD) {
                connection.inTurn(turn -> refreshedInTurn(method, turn));
            } else {
                untold.decrementAndGet();
            }
        });
    }

    private void refreshedInTurn(Method method, InboundMessage turn) {
        untold.decrementAndGet();
        if (!connected) {
            turn.done();
        } else if (method.isAnnotationPresent(NonBlocking.class)) {
            callRefreshed(method, turn);
        } else {
            execute(method, () -> callRefreshed(method, turn));
        }
    }

    private void callRefreshed(Method method, InboundMessage turn) {
        try {
            hub.invoker().invoke(new LifecycleCall(context, false), method);
        } catch (Exception | Error e) { // whatever it is, the next call is to be run
            HubLog.failed(hub.path(), connection.id(), "The hub's method for fresh tokens", e);
        } finally {
            turn.done();
        }
    }

    @Override
    public void tick(long nanos) {
        client.expireResults(nanos, hub.options().calls().clientResultTimeout());
        if (hub.options().access().closeExpired() && connection.caller().isExpired()) {
            finish(new Close(null, true), DisconnectReason.EXPIRED);
            return;
        }
        Transport transport = connection.transport();
        if (transport != null) { // else the client is expected to be silent, for how long is not for us to say
            tick(transport, nanos);
        }
    }

    private void tick(Transport transport, long nanos) {
        if (sequencing != null) {
            if (nanos - began > PATIENCE) {
                connection.countedByClient(); // it may never send a ping
            }
            sequencing.due().ifPresent(number -> client.send(new Ack(number)));
        }
        if (transport.showsLife() || endIfSilent(transport, nanos)) {
            return;
        }
        if (keepAlive.takePing(nanos) && connection.output().queuedBytes() == 0) {
            client.send(Ping.INSTANCE);
        }
    }

    /** Whoever never pings by himself, and cannot be asked, lives as long as his socket. */
    private boolean endIfSilent(Transport transport, long nanos) {
        if (!pings && transport.noticesEnd()) {
            return false;
        }
        KeepAlive.Silence silence = keepAlive.judge(nanos, connection.silentFor(nanos));
        if (silence == KeepAlive.Silence.ASK) {
            transport.ask();
        } else if (silence == KeepAlive.Silence.TOO_LONG) {
            finish(new Close(hub.errors().silent(), true), DisconnectReason.SILENT);
        }
        return silence == KeepAlive.Silence.TOO_LONG;
    }

    @Override
    public boolean sendAway(DisconnectReason why) {
        finish(
                why == DisconnectReason.DRAINING ? new Close(null, true) : new Close(why.sentence(), letsAnybodyIn()),
                why);
        return true;
    }

    private boolean letsAnybodyIn() {
        return hub.options().access().openHubs().contains(hub.path());
    }

    @Override
    public void ended(DisconnectReason reason) {
        HubLog.ended(hub.path(), connection.id(), reason);
        dispatcher.ended();
        if (connected) {
            hub.definition().onDisconnected().ifPresent(method -> execute(method, () -> disconnect(method, reason)));
        }
    }

    private void disconnect(Method onDisconnected, DisconnectReason reason) {
        @Nullable Object[] arguments = onDisconnected.getParameterCount() == 0 ? new Object[0] : new Object[] {reason};
        try {
            hub.invoker().invoke(new LifecycleCall(context, true), onDisconnected, arguments);
        } catch (Exception | Error e) {
            HubLog.failed(hub.path(), connection.id(), "The hub's method for departures", e);
        }
    }

    private void abort() {
        finish(new Close(null, false), DisconnectReason.ABORTED);
    }

    private void finish(Close lastWords, DisconnectReason reason) {
        connection.finish(client.encode(lastWords), reason);
    }
}
