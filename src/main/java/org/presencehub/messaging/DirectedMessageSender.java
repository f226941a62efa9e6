package org.presencehub.messaging;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.Delivery;
import org.presencehub.DirectedMessage;
import org.presencehub.DirectedMessages;
import org.presencehub.clients.HubRegistry;
import org.presencehub.stereotype.Component;

/** Hands directed messages, sent or fired, to the clients of the hub that they are for. Thread-safe. */
@Component
final class DirectedMessageSender implements DirectedMessages {
    private static final Logger LOG = System.getLogger("org.presencehub.messaging");

    private final ClientsFactory factory;
    private final HubRegistry hubs;
    private final AtomicBoolean told = new AtomicBoolean();

    @Inject
    DirectedMessageSender(ClientsFactory factory, HubRegistry hubs) {
        this.factory = factory;
        this.hubs = hubs;
    }

    void fired(@Observes DirectedMessage message) {
        send(message);
    }

    /** The container's thread, which has no transaction: it leaves at once. */
    void firedAsync(@ObservesAsync DirectedMessage message) {
        send(message);
    }

    @Override
    public Delivery send(DirectedMessage message) {
        Optional<String> hub = message.hub().map(factory::pathOf).or(hubs::directedMessages);
        if (hub.isEmpty()) {
            logOnce();
            return Delivery.NONE;
        }
        Clients<ClientProxy> waiting = factory.clients(hub.get(), ClientProxy.class);
        Clients<ClientProxy> clients = message.immediate() ? waiting.immediately() : waiting;
        ClientProxy receivers = message.users().map(clients::users).orElseGet(clients::all);
        @Nullable Object[] payload = message.payload().toArray();
        return receivers.send(message.event(), payload);
    }

    private void logOnce() {
        if (told.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "A directed message reached nobody, as will all that name no hub: mark one with @Hub(directedMessages = true).");
        }
    }
}
