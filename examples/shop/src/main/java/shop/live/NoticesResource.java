package shop.live;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.presencehub.Delivery;
import org.presencehub.DirectedMessage;
import org.presencehub.DirectedMessages;

/** Where clerks write to a user. */
@Path("notices")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class NoticesResource {
    @Inject
    private DirectedMessages messages;

    /** What to tell whom. */
    public record Notice(String to, String text) {}

    /** Whom it reached. */
    public record Reached(int connections, int users) {}

    @POST
    @RolesAllowed("clerk")
    public Reached send(Notice notice) {
        Delivery delivery = messages.send(DirectedMessage.toUser(notice.to(), "Notices", "Written", notice.text()));
        return new Reached(delivery.connections(), delivery.users());
    }
}
