package org.presencehub.hub.answer;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.presencehub.HubException;
import org.presencehub.clients.ConnectedClient;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.hub.runtime.HubLog;
import org.presencehub.hub.runtime.HubRuntime;
import org.presencehub.protocol.HubMessage.Completion;
import org.presencehub.protocol.HubMessage.MethodInvocation;
import org.presencehub.protocol.HubMessage.StreamItem;

/** Tells a client what became of its calls, if it wants to know (HubProtocol.md, Completion and results). Thread-safe. */
public final class CompletionWriter {
    private final HubRuntime hub;
    private final ConnectedClient client;

    public CompletionWriter(HubRuntime hub, ConnectedClient client) {
        this.hub = hub;
        this.client = client;
    }

    /**
     * The reference answers null for methods that return nothing, and clients tell null from undefined. For a client that is gone nothing is
     * written: thousands of its calls may still be served.
     */
    public void result(MethodInvocation request, @Nullable Object result) {
        String id = request.invocationId();
        if (id != null && !client.hasEnded()) {
            Batch answer = hub.binding().write(result, payload -> client.encode(Completion.result(id, payload)));
            client.send(answer);
        }
    }

    /** The answer to a call that the client has cancelled. */
    public void empty(MethodInvocation request) {
        String id = request.invocationId();
        if (id != null) {
            client.send(Completion.empty(id));
        }
    }

    /**
     * The method failed.
     *
     * @param cancelled whether nobody waited for the answer: then it is no news that the method has stopped
     */
    public void threw(MethodInvocation request, Throwable thrown, boolean cancelled) {
        Throwable cause = unwrapped(thrown);
        fail(
                request.invocationId(),
                cancelled && cause instanceof CancellationException
                        ? hub.errors().threw(request.target(), cause)
                        : failure(request.target(), cause));
    }

    /** Ends a stream. */
    public void complete(Completion completion) {
        client.send(completion);
    }

    /** {@return an item of a stream, as the client is sent it} */
    public Batch item(String invocationId, @Nullable Object item) {
        return hub.binding().write(item, payload -> client.encode(StreamItem.of(invocationId, payload)));
    }

    /** {@return that a method did not return the stream that it promises} */
    public Refusal noStream(String target) {
        return new Refusal(
                hub.errors().noStream(target), () -> "The method returned null, though it promises a stream.");
    }

    /** Logs what an application does wrong, which no client is told. */
    public void failed(String what, Throwable cause) {
        HubLog.failed(hub.path(), client.connectionId(), what, cause);
    }

    /** {@return what a client is told of what a method threw} */
    public String failure(String target, Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        log(target, cause);
        return hub.errors().threw(target, cause);
    }

    private void fail(@Nullable String invocationId, String error) {
        if (invocationId == null) {
            HubLog.unanswered(hub.path(), client.connectionId(), error);
        } else {
            client.send(Completion.failure(invocationId, error));
        }
    }

    /** The method is not called. */
    public void refuse(MethodInvocation request, Refusal refusal) {
        String id = request.invocationId();
        log(request.target(), refusal, id != null);
        if (id != null) {
            client.send(Completion.failure(id, refusal.told()));
        }
    }

    /**
     * Logs why a method is not called.
     *
     * @param told whether the client hears of it
     */
    public void log(String target, Refusal refusal, boolean told) {
        HubLog.refusedCall(hub.path(), client.connectionId(), () -> hub.names().printable(target), refusal.why(), told);
    }

    /** {@return the end of a stream that failed} */
    public Completion broken(String invocationId, String target, Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        log(target, cause);
        return Completion.failure(invocationId, hub.errors().streamBroke(cause));
    }

    private void log(String target, Throwable cause) {
        if (!(cause instanceof HubException)) {
            HubLog.failed(hub.path(), client.connectionId(), "The hub method '" + target + "'", cause);
        }
    }

    /** What a stage failed with, and not that one failed. */
    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown.getCause();
        boolean wraps = thrown instanceof CompletionException || thrown instanceof ExecutionException;
        return wraps && cause != null ? unwrapped(cause) : thrown;
    }
}
