package org.presencehub.embedding.hosts;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;

/** Has the path of {@link BareHub}. */
@WebServlet("/hubs/bare/*")
public class TakingServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
}
