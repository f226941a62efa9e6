package shop.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Puts the REST resources below {@code /api}. */
@ApplicationPath("/api")
public class Api extends Application {}
