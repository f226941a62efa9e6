package shop.live;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.presencehub.OnlineUsers;
import shop.OrderView;

/** Where clerks approve orders. */
@Path("orders/{id}/approve")
@Produces(MediaType.APPLICATION_JSON)
public class ApprovalResource {
    @Inject
    private Approvals approvals;

    @Inject
    private OnlineUsers online;

    /** The order as it is now, and whether its owner was there to hear of it. */
    public record Approved(OrderView order, boolean ownerIsOnline) {}

    @POST
    @RolesAllowed("clerk")
    public Approved approve(@PathParam("id") long id) {
        OrderView order = approvals.approve(id).orElseThrow(NotFoundException::new);
        return new Approved(order, online.isOnline(order.owner()));
    }
}
