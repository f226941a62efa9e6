package small;

import jakarta.inject.Inject;
import org.presencehub.Hub;
import org.presencehub.OnConnected;
import org.presencehub.Presence;

/** Whoever is connected here is online, and hears who comes and who goes. */
@Hub("/hubs/presence")
public class PresenceHub {
    @Inject
    private Presence presence;

    @OnConnected
    public void arrived() {
        presence.track();
    }
}
