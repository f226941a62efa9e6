package org.presencehub.hub;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.presencehub.HubException;
import org.presencehub.messaging.ConnectedClient;
import org.presencehub.protocol.HubMessage.Completion;

/** Tells a client what became of its calls, if it wants to know (HubProtocol.md, Completion and results). Thread-safe. */
final class Answers {
    private final RunningHub hub;
    private final ConnectedClient client;

    Answers(RunningHub hub, ConnectedClient client) {
        this.hub = hub;
        this.client = client;
    }

    /** The reference answers null for methods that return nothing, and clients tell null from undefined. */
    void result(Request request, @Nullable Object result) {
        String id = request.id();
        if (id != null) {
            client.send(Completion.result(id, hub.binding().write(result)));
        }
    }

    void threw(Request request, Throwable thrown) {
        fail(request.id(), failure(request.target(), thrown));
    }

    /** {@return what a client is told of what a method threw} */
    String failure(String target, Throwable thrown) {
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
    void refuse(Request request, Refusal refusal) {
        String id = request.id();
        log(request.target(), refusal, id != null);
        if (id != null) {
            client.send(Completion.failure(id, refusal.told()));
        }
    }

    /** @param told whether the client hears of it */
    void log(String target, Refusal refusal, boolean told) {
        HubLog.refusedCall(
                hub.path(), client.connectionId(), () -> hub.methodNames().printable(target), refusal.why(), told);
    }

    /** {@return the end of a stream that failed} */
    Completion broken(String invocationId, String target, Throwable thrown) {
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
