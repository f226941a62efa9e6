package shop.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.json.Json;
import jakarta.websocket.Session;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import shop.PriceChanged;

/** Passes prices on to the sessions of {@link PricesEndpoint}. */
@ApplicationScoped
public class PriceBoard {
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();

    public void add(Session session) {
        sessions.add(session);
    }

    public void remove(Session session) {
        sessions.remove(session);
    }

    void changed(@Observes PriceChanged change) {
        String text = Json.createObjectBuilder()
                .add("product", change.product())
                .add("cents", change.cents())
                .build()
                .toString();
        sessions.forEach(session -> session.getAsyncRemote().sendText(text));
    }
}
