package org.presencehub.embedding.hosts;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;

/** Would have what is sent to {@link BareHub}, since its pattern fits better. */
@WebServlet("/hubs/bare")
public class BetterServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
}
