package org.presencehub.hub.call;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.presencehub.hub.stream.ServerStream;
import org.presencehub.work.Attempt;

/** The streams that one client is sent, by the ids of their calls. Thread-safe. */
final class ServerStreams {
    private static final Queue<HubInvocation> NONE = new ArrayDeque<>(0);

    @GuardedBy("this")
    private final Map<String, ServerStream> running = new HashMap<>(0);

    /** Calls that wait for their turn, of each id in order: a client may use one again. */
    @GuardedBy("this")
    private final Map<String, Queue<HubInvocation>> expected = new HashMap<>(0);

    @GuardedBy("this")
    private boolean ended;

    /** A call has come that will answer with a stream; it can be cancelled from now on. */
    void expect(HubInvocation invocation) {
        String id = invocation.request().invocationId();
        if (invocation.request().streaming() && id != null) {
            synchronized (this) {
                expected.computeIfAbsent(id, any -> new ArrayDeque<>(1)).add(invocation);
            }
        }
    }

    /** The call has its turn. */
    void arrived(HubInvocation invocation) {
        String id = invocation.request().invocationId();
        if (invocation.request().streaming() && id != null) {
            synchronized (this) {
                expected.computeIfPresent(
                        id, (any, calls) -> calls.remove(invocation) && calls.isEmpty() ? null : calls);
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

    /** Cancels the stream, and the calls with its id that wait. An id that none has is ignored. */
    void cancel(String invocationId) {
        ServerStream stream;
        synchronized (this) {
            stream = running.get(invocationId);
            expected.getOrDefault(invocationId, NONE).forEach(HubInvocation::cancel);
        }
        if (stream != null) {
            stream.cancel();
        }
    }

    /** The connection has ended: all streams have to hear it. */
    void end(Consumer<Throwable> onFailure) {
        List<ServerStream> left;
        synchronized (this) {
            ended = true;
            left = List.copyOf(running.values());
            running.clear();
            expected.clear();
        }
        Attempt.all(left.stream().<Runnable>map(stream -> stream::drop).toList(), onFailure);
    }
}
