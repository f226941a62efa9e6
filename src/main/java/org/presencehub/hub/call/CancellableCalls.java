package org.presencehub.hub.call;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.presencehub.work.Attempt;

/** The calls of one client that hear when they are cancelled, from their arrival until they are answered. Thread-safe. */
final class CancellableCalls {
    /** Of calls that want no answer, which nobody but the end of the connection cancels: no message has an empty id. */
    private static final String NONE = "";

    /** By their ids: a client may use one again while the call before waits for its turn. */
    @GuardedBy("this")
    private final Map<String, List<HubInvocation>> calls = new HashMap<>(0);

    /** A call has come. */
    synchronized void add(HubInvocation call) {
        calls.computeIfAbsent(id(call), any -> new ArrayList<>(1)).add(call);
    }

    /** It is answered. */
    synchronized void remove(HubInvocation call) {
        calls.computeIfPresent(id(call), (any, same) -> same.remove(call) && same.isEmpty() ? null : same);
    }

    private static String id(HubInvocation call) {
        return Objects.requireNonNullElse(call.request().invocationId(), NONE);
    }

    /** {@return whether a call with this id runs, other than this one, which is to be told when it is cancelled} */
    synchronized boolean isInUse(String id, HubInvocation other) {
        return calls.getOrDefault(id, List.of()).stream().anyMatch(call -> call != other && call.isListening());
    }

    /** Tells all with this id. One that none has is ignored. */
    void cancel(String id) {
        some(id).forEach(HubInvocation::cancel);
    }

    private synchronized List<HubInvocation> some(String id) {
        return List.copyOf(calls.getOrDefault(id, List.of()));
    }

    /** The connection has ended: nobody waits for any of them. */
    void end(Consumer<Throwable> onFailure) {
        List<HubInvocation> left = new ArrayList<>();
        synchronized (this) {
            calls.values().forEach(left::addAll);
            calls.clear();
        }
        Attempt.all(left.stream().<Runnable>map(call -> call::abandon).toList(), onFailure);
    }
}
