package shop.live;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** How often the shop's timer has told {@link PriceFeed} a price. */
@Path("ticks")
@Produces(MediaType.APPLICATION_JSON)
public class TicksResource {
    /** The count. */
    public record Ticks(long ticks) {}

    @Inject
    private PriceFeed feed;

    @GET
    public Ticks count() {
        return new Ticks(feed.ticks());
    }
}
