package small;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.presencehub.OnlineUsers;

/** Who is online, for everybody to see. */
@Path("online")
public class OnlineResource {
    @Inject
    private OnlineUsers online;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<String> users() {
        return online.snapshot().users();
    }
}
