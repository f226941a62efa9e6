package org.presencehub.hub;

import jakarta.json.bind.JsonbException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.presencehub.HubException;
import org.presencehub.messaging.ConnectedClient;
import org.presencehub.protocol.HubMessage.Completion;
import org.presencehub.protocol.HubMessage.Invocation;
import org.presencehub.protocol.HubMessage.StreamInvocation;
import org.presencehub.protocol.Payload;

/**
 * Calls hub methods for one client, and answers if it asked for an answer (HubProtocol.md, Invocations). Called by one thread at a time.
 */
final class InvocationDispatcher {
    private final RunningHub hub;
    private final ConnectedClient client;
    private final HubCall call;
    private final CallRate rate;
    private long dropped; // calls above the rate that want no answer

    InvocationDispatcher(RunningHub hub, ConnectedClient client, HubCall call) {
        this.hub = hub;
        this.client = client;
        this.call = call;
        rate = new CallRate(hub.options().calls().perSecond(), System.nanoTime());
    }

    /** @param done is run when the method has returned and the answer is queued */
    void dispatch(Invocation invocation, Runnable done) {
        Optional<String> refusal = refusal(invocation);
        if (refusal.isPresent()) {
            fail(invocation.invocationId(), refusal.get());
            done.run();
            return;
        }
        HubMethod method = hub.method(invocation.target()).orElseThrow();
        if (method.nonBlocking()) {
            invoke(method, invocation, done);
            return;
        }
        try {
            hub.execute(() -> invoke(method, invocation, done));
        } catch (RejectedExecutionException e) {
            threw(invocation, e);
            done.run();
        }
    }

    /** No method streams yet: whoever asks for a stream is told so. */
    void refuse(StreamInvocation invocation) {
        if (!rate.take(System.nanoTime())) {
            fail(invocation.invocationId(), tooMany(invocation.target()));
            return;
        }
        String target = invocation.target();
        String error = hub.method(target)
                .map(method -> permits(method)
                        ? hub.errors().notStreaming(target)
                        : hub.errors().unauthorized(target))
                .orElseGet(() -> hub.errors().unknownMethod(target));
        fail(invocation.invocationId(), error);
    }

    /** The connection has ended, and its last call too. */
    void ended() {
        if (dropped > 0) {
            HubLog.droppedCalls(
                    hub.path(),
                    client.connectionId(),
                    dropped,
                    hub.options().calls().perSecond());
        }
    }

    private Optional<String> refusal(Invocation invocation) {
        String target = invocation.target();
        if (!rate.take(System.nanoTime())) {
            dropped += invocation.invocationId() == null ? 1 : 0;
            return Optional.of(tooMany(target));
        }
        Optional<HubMethod> method = hub.method(target);
        if (method.isEmpty()) {
            return Optional.of(hub.errors().unknownMethod(target));
        }
        if (!permits(method.get())) {
            return Optional.of(hub.errors().unauthorized(target));
        }
        if (!invocation.streamIds().isEmpty()) {
            return Optional.of(
                    hub.errors().streamCount(target, invocation.streamIds().size()));
        }
        OptionalInt expected = method.get().missing(invocation.arguments());
        return expected.isEmpty()
                ? Optional.empty()
                : Optional.of(hub.errors()
                        .argumentCount(target, invocation.arguments().size(), expected.getAsInt()));
    }

    private String tooMany(String target) {
        int perSecond = hub.options().calls().perSecond();
        return hub.errors()
                .threw(
                        target,
                        new HubException("A connection may make " + perSecond + " calls a second ("
                                + CallOptions.PER_SECOND + ")."));
    }

    private boolean permits(HubMethod method) {
        return method.access().map(access -> access.permits(call.caller())).orElse(true);
    }

    private void invoke(HubMethod method, Invocation invocation, Runnable done) {
        try {
            @Nullable Object[] arguments = method.bind(invocation.arguments(), hub.binding());
            call(method, invocation, arguments);
        } catch (JsonbException e) {
            fail(invocation.invocationId(), hub.errors().argumentTypes(invocation.target()));
        } finally {
            done.run();
        }
    }

    private void call(HubMethod method, Invocation invocation, @Nullable Object[] arguments) {
        try {
            Object result = hub.run(call, method.method(), arguments);
            String id = invocation.invocationId();
            if (id != null) {
                client.send(Completion.result(id, payload(result)));
            }
        } catch (Exception e) {
            threw(invocation, e);
        }
    }

    /** The reference answers null for methods that return nothing, and clients tell null from undefined. */
    private Payload payload(@Nullable Object result) {
        return hub.binding().write(result);
    }

    private void threw(Invocation invocation, Exception cause) {
        if (!(cause instanceof HubException)) {
            HubLog.failed(hub.path(), client.connectionId(), "The hub method '" + invocation.target() + "'", cause);
        }
        fail(invocation.invocationId(), hub.errors().threw(invocation.target(), cause));
    }

    private void fail(@Nullable String invocationId, String error) {
        if (invocationId == null) {
            HubLog.unanswered(hub.path(), client.connectionId(), error);
        } else {
            client.send(Completion.failure(invocationId, error));
        }
    }
}
