package shop.live;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The visits in the database. */
@Path("visits")
@Produces(MediaType.APPLICATION_JSON)
public class VisitsResource {
    @Inject
    private VisitBook book;

    @GET
    public List<Visit.View> all() {
        return book.all();
    }
}
