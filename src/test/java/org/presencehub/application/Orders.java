package org.presencehub.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.presencehub.ClientProxy;
import org.presencehub.Delivery;
import org.presencehub.DirectedMessage;
import org.presencehub.DirectedMessages;
import org.presencehub.HubContext;
import org.presencehub.OnlineUsers;

/** A bean that tells users about their orders in all the ways there are. Thread-safe. */
@ApplicationScoped
public class Orders {
    @Inject
    private Event<DirectedMessage> events;

    @Inject
    private DirectedMessages messages;

    @Inject
    private HubContext<ChatHub> chat;

    @Inject
    private OnlineUsers online;

    public void approve(String owner, String order) {
        events.fire(DirectedMessage.toUser(owner, "Orders", "Approved", order));
    }

    public Delivery reject(String owner, String order) {
        return messages.send(DirectedMessage.toUser(owner, "Orders", "Rejected", order));
    }

    public Delivery announce(String order) {
        return clients().send("Announced", order);
    }

    private ClientProxy clients() {
        return chat.clients().all();
    }

    public boolean isOwnerOnline(String owner) {
        return online.isOnline(owner);
    }
}
