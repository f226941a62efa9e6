package shop.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import shop.OrderView;
import shop.Orders;

/** Orders, to whoever is logged in. */
@Path("orders")
@Produces(MediaType.APPLICATION_JSON)
public class OrdersResource {
    @Inject
    private Orders orders;

    @GET
    public List<OrderView> all() {
        return orders.all();
    }

    @GET
    @Path("{id}")
    public OrderView one(@PathParam("id") long id) {
        return orders.view(id).orElseThrow(NotFoundException::new);
    }
}
