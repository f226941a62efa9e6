package desk.web;

import jakarta.inject.Inject;
import org.presencehub.Hub;
import org.presencehub.OnConnected;
import org.presencehub.Presence;

/** Whoever is connected here is online, and gets the directed messages; LatchHub, which is there too, leaves them. */
@Hub(value = "/hubs/desk", directedMessages = true)
public class DeskHub {
    @Inject
    private Presence presence;

    @OnConnected
    public void arrived() {
        presence.track();
    }
}
