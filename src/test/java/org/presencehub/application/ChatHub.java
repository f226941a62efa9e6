package org.presencehub.application;

import jakarta.inject.Inject;
import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.Hub;
import org.presencehub.HubCallerContext;
import org.presencehub.HubMethodName;
import org.presencehub.OnConnected;
import org.presencehub.Presence;

/** A hub at a path of its own, whose clients count as online as well. Stateless. */
@Hub("/hubs/chat")
public class ChatHub {
    @Inject
    private HubCallerContext caller;

    @Inject
    private Clients<ClientProxy> clients;

    @Inject
    private Presence presence;

    @OnConnected
    public void arrived() {
        presence.track();
    }

    @HubMethodName("Post")
    public void post(Post post) {
        clients.all().send("Posted", caller.userId(), post);
    }

    /** What members write, bound by JSON-B both ways. */
    public record Post(String room, String text) {}
}
