package org.presencehub.messaging;

import jakarta.json.bind.JsonbException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.presencehub.HubException;
import org.presencehub.binding.JsonBinding;
import org.presencehub.binding.Misfit;
import org.presencehub.protocol.HubMessage.Completion;
import org.presencehub.protocol.Json;
import org.presencehub.protocol.Payload;

/**
 * Binds what a client answers. Immutable.
 *
 * @param hub its path, for the log
 * @param connectionId who answers
 * @param method what the client was asked
 * @param type what the answer is bound to
 */
record AnswerReader(JsonBinding binding, String hub, String connectionId, String method, Type type) {
    private static final Logger LOG = System.getLogger("org.presencehub.messaging");

    /** Completes the answer, well or not. */
    void read(Completion completion, CompletableFuture<@Nullable Object> answer) {
        String error = completion.error();
        if (error != null) {
            answer.completeExceptionally(new HubException(error));
            return;
        }
        try {
            answer.complete(bound(completion.result()));
        } catch (JsonbException e) {
            try {
                logMisfit(completion.result(), e);
            } finally { // whoever waits has to hear it
                answer.completeExceptionally(misfit());
            }
        } catch (RuntimeException | Error e) { // of a class that cannot be loaded, say: whoever waits has to hear it
            answer.completeExceptionally(e);
        }
    }

    private @Nullable Object bound(@Nullable Payload result) {
        return type == Void.class || type == void.class ? null : binding.read(orNull(result), type);
    }

    private HubException misfit() {
        return new HubException("Error trying to deserialize result to "
                + (type instanceof Class<?> known ? known.getSimpleName() : type.getTypeName())
                + ". What the client answered to '" + method + "' does not fit.");
    }

    private void logMisfit(@Nullable Payload result, JsonbException cause) {
        LOG.log(
                Level.DEBUG,
                () -> "Connection " + connectionId + " of " + hub + ": its answer to '" + method
                        + "' is refused. The answer, " + Misfit.of(orNull(result), type, cause) + ".");
    }

    /** The Java client leaves null out. */
    private static Payload orNull(@Nullable Payload result) {
        return result == null ? Json.NULL : result;
    }
}
