package org.presencehub.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The streams that one client is sent, by the ids of their calls. Thread-safe. */
final class OutgoingStreams {
    @GuardedBy("this")
    private final Map<String, OutgoingStream> running = new HashMap<>(0);

    @GuardedBy("this")
    private boolean ended;

    synchronized boolean isRunning(String invocationId) {
        return running.containsKey(invocationId);
    }

    /** {@return a new stream, until it is removed; none once the connection has ended} */
    synchronized Optional<OutgoingStream> begin(String invocationId, Supplier<OutgoingStream> stream) {
        if (ended) {
            return Optional.empty();
        }
        OutgoingStream begun = stream.get();
        running.put(invocationId, begun);
        return Optional.of(begun);
    }

    synchronized void remove(String invocationId) {
        running.remove(invocationId);
    }

    /** An id that none has is ignored. */
    void cancel(String invocationId) {
        OutgoingStream stream;
        synchronized (this) {
            stream = running.get(invocationId);
        }
        if (stream != null) {
            stream.cancel();
        }
    }

    /** The connection has ended. */
    void end() {
        List<OutgoingStream> left;
        synchronized (this) {
            ended = true;
            left = List.copyOf(running.values());
            running.clear();
        }
        left.forEach(OutgoingStream::drop);
    }
}
