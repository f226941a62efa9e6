package small;

import jakarta.inject.Inject;
import org.presencehub.Clients;
import org.presencehub.Hub;
import org.presencehub.HubCallerContext;

/** Says to everybody what anybody says. */
@Hub("/hubs/chat")
public class ChatHub {
    /** What clients listen for. */
    public interface Listener {
        void said(String user, String text);
    }

    @Inject
    private HubCallerContext caller;

    @Inject
    private Clients<Listener> clients;

    public void say(String text) {
        clients.all().said(caller.userId(), text);
    }
}
