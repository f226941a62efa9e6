package org.presencehub.standalone;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.presencehub.http.NonBlockingServlet;

/** Leads from the root of the WAR, where nothing else is, to the console. Thread-safe. */
@WebServlet(value = "", asyncSupported = true) // the root and nothing below it (Jakarta Servlet, 12.2)
public class StartPageServlet extends NonBlockingServlet {
    private static final long serialVersionUID = 1;

    /** A relative address, since a proxy may have changed what stands before the path. */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", request.getContextPath() + "/presencehub/");
    }
}
