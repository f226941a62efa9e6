package shop.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What the shop sells, to everybody. */
@Path("products")
@Produces(MediaType.APPLICATION_JSON)
public class ProductsResource {
    @GET
    public List<String> all() {
        return List.of("Green tea", "Oolong", "Teapot", "Chest of tea");
    }
}
