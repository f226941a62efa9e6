package desk.web;

import desk.Notices;
import desk.Visits;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.presencehub.OnlineUsers;

/** Lets you see from outside what the enterprise beans do. It asks nobody who they are: keep it out of production. */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class DeskResource {
    @Inject
    private Notices notices;

    @Inject
    private Visits visits;

    @Inject
    private OnlineUsers online;

    @GET
    @Path("visits")
    public List<Visits.Visit> visits() {
        return visits.all();
    }

    @GET
    @Path("online")
    public List<String> online() {
        return online.snapshot().users();
    }

    @POST
    @Path("notify/{user}")
    public void notify(@PathParam("user") String user, @QueryParam("text") @DefaultValue("Hello") String text) {
        notices.tell(user, text);
    }

    @POST
    @Path("take-back/{user}")
    public void takeBack(@PathParam("user") String user, @QueryParam("text") @DefaultValue("Hello") String text) {
        notices.tellAndTakeBack(user, text);
    }
}
