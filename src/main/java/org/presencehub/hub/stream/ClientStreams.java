package org.presencehub.hub.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.presencehub.ClientDisconnectedException;
import org.presencehub.connection.Connection;
import org.presencehub.connection.inbound.InboundMessage;
import org.presencehub.hub.definition.HubMethod;
import org.presencehub.hub.runtime.HubRuntime;
import org.presencehub.protocol.HubMessage.Completion;
import org.presencehub.protocol.HubMessage.MethodInvocation;
import org.presencehub.protocol.HubMessage.StreamItem;
import org.presencehub.work.Attempt;

/** The streams that one client sends, by their ids. Thread-safe. */
public final class ClientStreams {
    private final HubRuntime hub;
    private final Connection connection;
    private final AtomicLong held = new AtomicLong(); // bytes that wait in all of them

    @GuardedBy("this")
    private final Map<String, ClientStream> open = new HashMap<>(0);

    @GuardedBy("this")
    private boolean ended;

    public ClientStreams(HubRuntime hub, Connection connection) {
        this.hub = hub;
        this.connection = connection;
    }

    /** {@return the streams of a call, in the order of its parameters} */
    public synchronized List<ClientStream> open(MethodInvocation request, HubMethod method) {
        List<ClientStream> streams = new ArrayList<>(method.uploads().size());
        for (int i = 0; i < method.uploads().size(); i++) {
            ClientStream stream = new ClientStream(
                    hub, connection, request.target(), i + 1, method.uploads().get(i), held);
            streams.add(stream);
            open.put(request.streamIds().get(i), stream);
            if (ended) {
                stream.drop(disconnected());
            }
        }
        return streams;
    }

    /** {@return an id that is open already, or listed twice} */
    public synchronized Optional<String> firstInUse(List<String> streamIds) {
        Set<String> seen = new HashSet<>(open.keySet());
        return streamIds.stream().filter(id -> !seen.add(id)).findFirst();
    }

    /**
     * An item has come. What is for no open stream is ignored.
     *
     * @param message is done when there is room for more
     */
    public void item(StreamItem item, InboundMessage message) {
        ClientStream stream;
        synchronized (this) {
            stream = open.get(item.invocationId());
        }
        if (stream == null) {
            message.done();
        } else {
            stream.item(item.item(), message);
        }
    }

    public synchronized boolean isOpen(String streamId) {
        return open.containsKey(streamId);
    }

    /** The client has sent all of a stream; what is for no open stream is ignored. */
    public void complete(Completion message) {
        ClientStream stream;
        synchronized (this) {
            stream = open.remove(message.invocationId());
        }
        if (stream != null) {
            stream.complete(message.error());
        }
    }

    /** The call that reads these is over. */
    public void close(MethodInvocation request, List<ClientStream> streams) {
        synchronized (this) {
            for (int i = 0; i < streams.size(); i++) {
                open.remove(request.streamIds().get(i), streams.get(i)); // another one may have the id by now
            }
        }
        streams.forEach(
                stream -> stream.drop(new CancellationException("The hub method that read the stream is over.")));
    }

    /** The connection has ended: all streams have to hear it. */
    public void end(Consumer<Throwable> onFailure) {
        List<ClientStream> left;
        synchronized (this) {
            ended = true;
            left = List.copyOf(open.values());
            open.clear();
        }
        left.forEach(stream -> Attempt.run(() -> stream.drop(disconnected()), onFailure));
    }

    private ClientDisconnectedException disconnected() {
        return new ClientDisconnectedException("Connection '" + connection.id() + "' disconnected.");
    }
}
