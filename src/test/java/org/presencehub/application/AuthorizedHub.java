package org.presencehub.application;

import jakarta.annotation.security.RolesAllowed;
import org.presencehub.Hub;

/** A hub for members only. An instance per call. */
@Hub("/functional-authorized")
@RolesAllowed("user")
public class AuthorizedHub {
    public String echo(String message) {
        return message;
    }
}
