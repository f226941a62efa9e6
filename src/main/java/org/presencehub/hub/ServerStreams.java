package org.presencehub.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The streams that one client is sent, by the ids of their calls. Thread-safe. */
final class ServerStreams {
    @GuardedBy("this")
    private final Map<String, ServerStream> running = new HashMap<>(0);

    /** Calls that wait for their turn. */
    @GuardedBy("this")
    private final Map<String, HubInvocation> expected = new HashMap<>(0);

    @GuardedBy("this")
    private boolean ended;

    /** A call has come that will answer with a stream; it can be cancelled from now on. */
    void expect(HubInvocation invocation) {
        String id = invocation.request().invocationId();
        if (invocation.request().streaming() && id != null) {
            synchronized (this) {
                expected.putIfAbsent(id, invocation);
            }
        }
    }

    /** The call has its turn. */
    void arrived(HubInvocation invocation) {
        String id = invocation.request().invocationId();
        if (invocation.request().streaming() && id != null) {
            synchronized (this) {
                expected.remove(id, invocation);
            }
        }
    }

    synchronized boolean isRunning(String invocationId) {
        return running.containsKey(invocationId);
    }

    /** {@return a new stream, until it is removed; none once the connection has ended} */
    synchronized Optional<ServerStream> begin(String invocationId, Supplier<ServerStream> stream) {
        if (ended) {
            return Optional.empty();
        }
        ServerStream begun = stream.get();
        running.put(invocationId, begun);
        return Optional.of(begun);
    }

    synchronized void remove(String invocationId) {
        running.remove(invocationId);
    }

    /** An id that none has is ignored. */
    void cancel(String invocationId) {
        ServerStream stream;
        HubInvocation waiting;
        synchronized (this) {
            stream = running.get(invocationId);
            waiting = expected.get(invocationId);
        }
        if (stream != null) {
            stream.cancel();
        } else if (waiting != null) {
            waiting.cancel();
        }
    }

    /** The connection has ended. */
    void end() {
        List<ServerStream> left;
        synchronized (this) {
            ended = true;
            left = List.copyOf(running.values());
            running.clear();
            expected.clear();
        }
        left.forEach(ServerStream::drop);
    }
}
