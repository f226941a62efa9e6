package org.presencehub.embedding.hosts;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.Hub;
import org.presencehub.HubCallerContext;
import org.presencehub.OnDisconnected;

/** A hub for whoever is logged in, which remembers why connections ended. */
@Hub("/hubs/login")
public class LoginHub {
    private static final Map<String, DisconnectReason> ENDS = new ConcurrentHashMap<>();

    @Inject
    private HubCallerContext caller;

    public @Nullable String user() {
        return caller.userId();
    }

    public boolean isIn(String role) {
        return caller.isUserInRole(role);
    }

    @RolesAllowed("clerk")
    public String forClerks() {
        return "secret";
    }

    /** Empty as long as it lives. */
    public String endOf(String connectionId) {
        DisconnectReason reason = ENDS.get(connectionId);
        return reason == null ? "" : reason.code();
    }

    @OnDisconnected
    public void left(DisconnectReason reason) {
        ENDS.put(caller.connectionId(), reason);
    }
}
