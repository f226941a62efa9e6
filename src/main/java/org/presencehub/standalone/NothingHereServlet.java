package org.presencehub.standalone;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.presencehub.http.NonBlockingServlet;

/**
 * Answers for all paths of the WAR where nothing is. Thread-safe.
 *
 * <p>The container's own servlet for files would do so on a thread that waits for the rest of the request.
 */
@WebServlet(value = "/", asyncSupported = true) // instead of the container's (Jakarta Servlet, 12.2)
public class NothingHereServlet extends NonBlockingServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    }
}
