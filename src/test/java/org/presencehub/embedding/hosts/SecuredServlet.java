package org.presencehub.embedding.hosts;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;

/** Everything below the root is for members. */
@WebServlet("/*")
@ServletSecurity(@HttpConstraint(rolesAllowed = "member"))
public class SecuredServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
}
