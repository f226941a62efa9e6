package org.presencehub.hubs;

import jakarta.inject.Inject;
import java.util.List;
import org.presencehub.Hub;
import org.presencehub.HubMethodName;
import org.presencehub.NonBlocking;
import org.presencehub.OnConnected;
import org.presencehub.OnlineUsers;
import org.presencehub.Presence;

/**
 * Tells everyone who comes online and who goes. Stateless.
 *
 * <p>Clients hear {@code UserIsOnline(userId)}, {@code UserIsOffline(userId)} and {@code GetOnlineUsers(userIds)}.
 */
@Hub(value = PresenceHub.PATH, statefulReconnect = true)
public class PresenceHub {
    static final String PATH = "/hubs/presence";

    @Inject
    private Presence presence;

    @Inject
    private OnlineUsers online;

    @OnConnected
    @NonBlocking
    public void arrived() {
        presence.track();
    }

    /** {@return everybody who is online} To write that takes its time, during which an I/O thread would serve nobody else. */
    @HubMethodName("GetOnlineUsers")
    public List<String> onlineUsers() {
        return online.snapshot().users();
    }
}
