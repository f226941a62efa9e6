package shop.live;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Flow;
import org.presencehub.Clients;
import org.presencehub.Groups;
import org.presencehub.Hub;
import org.presencehub.HubCallerContext;
import org.presencehub.OnConnected;
import org.presencehub.OnlineUsers;
import org.presencehub.Presence;
import shop.PriceChanged;

/**
 * What the page connects to first: whoever is connected here is online, and gets the directed messages.
 *
 * <p>The session's cookie comes with the connection, so the caller is who logged in by the form, and
 * {@code @RolesAllowed} asks for the container's roles.
 */
@Hub(value = "/hubs/shop", directedMessages = true)
public class ShopHub {
    static final String CLERKS = "clerks";

    @Inject
    private HubCallerContext caller;

    @Inject
    private Clients<ShopClient> clients;

    @Inject
    private Groups groups;

    @Inject
    private Presence presence;

    @Inject
    private OnlineUsers online;

    @Inject
    private PriceFeed prices;

    @OnConnected
    public void arrived() {
        if (caller.isUserInRole("clerk")) {
            groups.add(caller.connectionId(), CLERKS);
        }
        presence.track();
    }

    public List<String> whoIsOnline() {
        return online.snapshot().users();
    }

    @RolesAllowed("clerk")
    public void announce(String text) {
        clients.all().announced(caller.userId(), text);
    }

    /** Streams the price of tea as it changes, for as long as the client listens. */
    public Flow.Publisher<PriceChanged> prices() {
        return prices.publisher();
    }
}
