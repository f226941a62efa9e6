package org.presencehub.application;

import jakarta.inject.Inject;
import org.presencehub.DisconnectReason;
import org.presencehub.Hub;
import org.presencehub.HubCallerContext;
import org.presencehub.OnConnected;
import org.presencehub.OnDisconnected;
import org.presencehub.Presence;

/** A hub that joins presence and then fails: on arrival for users named so, on leaving for all others. An instance per call. */
@Hub("/ghost")
public class GhostHub {
    public static final String FAILS_ON_ARRIVAL = "fails-on-arrival";

    @Inject
    Presence presence;

    @Inject
    HubCallerContext caller;

    @OnConnected
    public void arrived() {
        presence.track();
        if (String.valueOf(caller.userId()).startsWith(FAILS_ON_ARRIVAL)) {
            throw new IllegalStateException("A hub method failed on purpose");
        }
    }

    @OnDisconnected
    public void left(DisconnectReason reason) {
        throw new IllegalStateException("A hub method failed on purpose after " + reason);
    }
}
