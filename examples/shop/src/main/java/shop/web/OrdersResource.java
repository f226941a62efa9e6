package shop.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import shop.OrderView;
import shop.Orders;

/** Orders: all of them to clerks, and to customers their own. */
@Path("orders")
@Produces(MediaType.APPLICATION_JSON)
public class OrdersResource {
    @Inject
    private Orders orders;

    @Context
    private SecurityContext security;

    @GET
    public List<OrderView> all() {
        return orders.all().stream().filter(this::mayBeSeen).toList();
    }

    @GET
    @Path("{id}")
    public OrderView one(@PathParam("id") long id) {
        return orders.view(id).filter(this::mayBeSeen).orElseThrow(NotFoundException::new);
    }

    private boolean mayBeSeen(OrderView order) {
        return security.isUserInRole("clerk")
                || order.owner().equals(security.getUserPrincipal().getName());
    }
}
