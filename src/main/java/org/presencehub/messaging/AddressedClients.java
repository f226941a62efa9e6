package org.presencehub.messaging;

import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.presencehub.ClientProxy;
import org.presencehub.Delivery;
import org.presencehub.clients.MessageRouter;
import org.presencehub.clients.Recipients;
import org.presencehub.clients.SerializedInvocation;
import org.presencehub.messaging.commit.SendTiming;

/** Some clients of a hub, as one addressee. Thread-safe. */
final class AddressedClients implements ClientProxy {
    private final MessageRouter router;
    private final String hub;
    private final Recipients recipients;
    private final ArgumentBinder binder;
    private final SendTiming timing;
    private final CurrentCall call;

    AddressedClients(
            MessageRouter router,
            String hub,
            Recipients recipients,
            ArgumentBinder binder,
            SendTiming timing,
            CurrentCall call) {
        this.router = router;
        this.hub = hub;
        this.recipients = recipients;
        this.binder = binder;
        this.timing = timing;
        this.call = call;
    }

    @Override
    public Delivery send(String method, @Nullable Object @Nullable ... arguments) {
        SerializedInvocation message = binder.bound(method, arguments); // now, whenever it leaves
        return timing.send(() -> router.send(hub, recipients, message));
    }

    @Override
    @SuppressWarnings("unchecked") // bound to that type
    public <T> CompletionStage<T> invoke(Class<T> type, String method, @Nullable Object @Nullable ... arguments) {
        return (CompletionStage<T>) invoke((Type) type, method, arguments);
    }

    /** Leaves at once, whatever the transaction: to wait for the commit would be to wait for oneself. */
    @Override
    public CompletionStage<@Nullable Object> invoke(
            Type type, String method, @Nullable Object @Nullable ... arguments) {
        String connection = onlyConnection();
        SerializedInvocation question = binder.bound(method, arguments);
        call.yieldOrder();
        CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        AnswerReader reader = new AnswerReader(binder.binding(), hub, connection, method, type);
        router.ask(hub, connection, question).whenComplete((completion, failure) -> {
            if (failure == null) {
                reader.read(completion, answer);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    private String onlyConnection() {
        if (recipients instanceof Recipients.Connection one) {
            return String.valueOf(one.id());
        }
        throw new IllegalStateException(
                "Only one client can be asked for an answer: address it by client(connectionId) or caller().");
    }
}
