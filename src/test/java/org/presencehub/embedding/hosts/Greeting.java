package org.presencehub.embedding.hosts;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A resource of the host's. */
@Path("/greeting")
public class Greeting {
    @GET
    public String greet() {
        return "Hello";
    }
}
