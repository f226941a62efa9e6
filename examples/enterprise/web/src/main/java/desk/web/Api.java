package desk.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Puts the REST resource below {@code /api}. */
@ApplicationPath("/api")
public class Api extends Application {}
