package org.presencehub.hub;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.HubException;
import org.presencehub.connection.Batch;
import org.presencehub.connection.Connection;
import org.presencehub.connection.ConnectionHandler;
import org.presencehub.connection.Transport;
import org.presencehub.messaging.ConnectedClient;
import org.presencehub.protocol.HandshakeResponse;
import org.presencehub.protocol.HubMessage;
import org.presencehub.protocol.HubMessage.Ack;
import org.presencehub.protocol.HubMessage.CancelInvocation;
import org.presencehub.protocol.HubMessage.Close;
import org.presencehub.protocol.HubMessage.Completion;
import org.presencehub.protocol.HubMessage.Invocation;
import org.presencehub.protocol.HubMessage.Ping;
import org.presencehub.protocol.HubMessage.Sequence;
import org.presencehub.protocol.HubMessage.StreamInvocation;
import org.presencehub.protocol.HubMessage.StreamItem;
import org.presencehub.protocol.ProtocolException;

/** A connection from its handshake to its end: connected, dispatch, disconnected. Thread-safe by the promise of its interface. */
final class HubSession implements ConnectionHandler {
    /** How long the first counted message waits for the client's first: the .NET client pings after a second. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

    private final RunningHub hub;
    private final Connection connection;
    private final ConnectedClient client;
    private final HubCall call;
    private final InvocationDispatcher dispatcher;
    private final KeepAlive keepAlive;
    private final @Nullable Sequencing sequencing; // null where a lost transport is the end
    private final long began = System.nanoTime();
    private volatile boolean serving;
    private volatile long lastServed = began;
    private volatile boolean connected; // the hub's own method for arrivals has succeeded

    HubSession(RunningHub hub, Connection connection, ConnectedClient client, boolean stateful) {
        this.hub = hub;
        this.connection = connection;
        this.client = client;
        call = new HubCall(hub, client, new ConcurrentHashMap<>(), this::abort, () -> {});
        dispatcher = new InvocationDispatcher(hub, client, call);
        sequencing = stateful ? new Sequencing() : null;
        keepAlive = new KeepAlive(hub.options().timeouts(), lastServed);
    }

    @Nullable
    String user() {
        return client.user();
    }

    /** Answers the handshake, and lets the hub receive the connection. */
    void begin(Runnable done) {
        connection.send(Batch.of(HandshakeResponse.success(), client.binary()));
        if (sequencing != null) {
            connection.resumeBy(number -> client.encode(new Sequence(number)));
        }
        hub.clients().add(client);
        client.onEnd(reason -> dispatcher.disconnected());
        Runnable served = serve(done);
        if (!hub.mayWaitForArrivals()) { // so that whoever holds up all threads does not keep it from being received
            connect(served);
            return;
        }
        try {
            hub.execute(() -> connect(served));
        } catch (RejectedExecutionException e) {
            refuse(e);
            served.run();
        }
    }

    private void connect(Runnable done) {
        try {
            hub.connected(call.givingWay(HubSession::refuseToAsk));
            connected = true;
        } catch (Exception | Error e) { // whatever it is, nobody was let in
            refuse(e);
        } finally {
            done.run();
        }
    }

    private static void refuseToAsk() {
        throw new IllegalStateException("Client results inside OnConnectedAsync Hub methods are not allowed.");
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
    public void received(byte[] bytes, int from, int to, Runnable done) {
        Runnable served = serve(done);
        try {
            receive(client.parse(bytes, from, to), served);
        } catch (ProtocolException e) {
            HubLog.brokenProtocol(hub.path(), connection.id(), e);
            finish(new Close(hub.errors().broken(e), true), DisconnectReason.BROKEN_PROTOCOL);
            served.run();
        }
    }

    private void receive(HubMessage message, Runnable done) {
        if (sequencing == null) {
            dispatch(message, done);
        } else {
            receive(message, sequencing, done);
        }
    }

    /** The JavaScript client counts from its first ping on: what comes with the answer to its handshake it would not count. */
    private void receive(HubMessage message, Sequencing numbers, Runnable done) {
        connection.countedByClient();
        if (message instanceof Ack ack) {
            connection.acknowledged(ack.sequenceId());
        } else if (message instanceof Sequence sequence && !numbers.restart(sequence.sequenceId())) {
            finish(new Close(hub.errors().sequenceTooHigh(), true), DisconnectReason.BROKEN_PROTOCOL);
        } else if (!(message instanceof HubMessage.Counted) || numbers.isNew()) {
            dispatch(message, done);
            return;
        }
        done.run();
    }

    private void dispatch(HubMessage message, Runnable done) {
        if (message instanceof Invocation invocation) {
            dispatcher.dispatch(invocation, done);
        } else if (message instanceof StreamInvocation invocation) {
            dispatcher.dispatch(invocation, done);
        } else if (message instanceof StreamItem item) {
            dispatcher.dispatch(item, done);
        } else {
            act(message);
            done.run();
        }
    }

    /** What is left is a ping, or belongs to a future protocol. */
    private void act(HubMessage message) {
        if (message instanceof Completion completion) {
            dispatcher.dispatch(completion);
        } else if (message instanceof CancelInvocation cancel) {
            dispatcher.dispatch(cancel);
        } else if (message instanceof Close) {
            finish(new Close(null, false), DisconnectReason.GOODBYE);
        }
    }

    /** The client timeout rests while a call runs: nothing is read then, pings included. */
    private Runnable serve(Runnable done) {
        serving = true;
        return () -> {
            lastServed = System.nanoTime();
            serving = false;
            done.run();
        };
    }

    @Override
    public void refused(DisconnectReason reason, long size, long limit) {
        HubLog.refused(hub.path(), connection.id(), reason, size, limit);
        finish(new Close(hub.errors().refused(reason, limit), true), reason);
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
        if (transport.showsLife()) {
            return;
        }
        if (!serving && keepAlive.silent(nanos, Math.max(connection.lastReceived(), lastServed))) {
            finish(new Close(hub.errors().silent(), true), DisconnectReason.SILENT);
        } else if (keepAlive.takePing(nanos) && connection.queuedBytes() == 0) {
            client.send(Ping.INSTANCE);
        }
    }

    @Override
    public void ended(DisconnectReason reason) {
        HubLog.ended(hub.path(), connection.id(), reason);
        dispatcher.ended();
        if (connected) {
            try {
                hub.execute(() -> disconnect(reason));
            } catch (RejectedExecutionException e) {
                HubLog.failed(hub.path(), connection.id(), "Telling the hub that the connection ended", e);
            }
        }
    }

    private void disconnect(DisconnectReason reason) {
        try {
            hub.disconnected(call, reason);
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
