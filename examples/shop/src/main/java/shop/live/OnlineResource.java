package shop.live;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.presencehub.Reconnect;
import org.presencehub.OnlineUsers;
import org.presencehub.UserConnection;
import org.presencehub.UserConnections;

/** Who is online, and over what. */
@Path("online")
@Produces(MediaType.APPLICATION_JSON)
public class OnlineResource {
    @Inject
    private OnlineUsers online;

    @Inject
    private UserConnections connections;

    /** Everybody. */
    public record Everybody(int count, List<String> users) {}

    /** One user. */
    public record Someone(String user, boolean online, List<Way> connections) {}

    /** One connection of a user: its hub, and what carries it. */
    public record Way(String hub, String transport) {
        static Way of(UserConnection connection) {
            return new Way(connection.hub(), connection.transport());
        }
    }

    /** What came of sending somebody away. */
    public record Ended(int connections) {}

    @GET
    public Everybody all() {
        List<String> users = online.snapshot().users();
        return new Everybody(users.size(), users);
    }

    @GET
    @Path("{user}")
    public Someone one(@PathParam("user") String user) {
        return new Someone(
                user,
                online.isOnline(user),
                connections.of(user).stream().map(Way::of).toList());
    }

    @DELETE
    @Path("{user}")
    @RolesAllowed("clerk")
    public Ended sendAway(@PathParam("user") String user) {
        return new Ended(connections.kick(user, Reconnect.NOT));
    }
}
