package org.presencehub.messaging;

import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.presencehub.ClientDisconnectedException;
import org.presencehub.ClientProxy;
import org.presencehub.Delivery;
import org.presencehub.clients.Announcement;
import org.presencehub.clients.ConnectedClient;
import org.presencehub.messaging.commit.SendTiming;

/** Some clients of a hub, as one addressee. Thread-safe. */
final class AddressedClients implements ClientProxy {
    private final Receivers receivers;
    private final ArgumentBinder envelopes;
    private final SendTiming dispatch;
    private final CurrentCall call;

    AddressedClients(Receivers receivers, ArgumentBinder envelopes, SendTiming dispatch, CurrentCall call) {
        this.receivers = receivers;
        this.envelopes = envelopes;
        this.dispatch = dispatch;
        this.call = call;
    }

    @Override
    public Delivery send(String method, @Nullable Object @Nullable ... arguments) {
        Announcement announcement = envelopes.announcement(method, arguments); // bound now, whenever it leaves
        return dispatch.send(() -> receivers.take(announcement));
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
        try {
            ConnectedClient client = receivers.only();
            call.yieldOrder();
            return client.ask(method, envelopes.bind(arguments), type, envelopes.binding());
        } catch (ClientDisconnectedException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
