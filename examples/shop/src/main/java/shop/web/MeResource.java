package shop.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** Who is logged in, so that the page knows what to show; to everybody. */
@Path("me")
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {
    /** @param user empty for nobody */
    public record Me(String user, boolean clerk) {}

    @GET
    public Me me(@Context SecurityContext security) {
        Principal principal = security.getUserPrincipal();
        return new Me(principal == null ? "" : principal.getName(), security.isUserInRole("clerk"));
    }
}
