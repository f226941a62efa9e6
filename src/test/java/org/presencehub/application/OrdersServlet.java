package org.presencehub.application;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Lets a test outside the server call {@link Orders}. Thread-safe. */
@WebServlet({"/orders/approve", "/orders/reject", "/orders/announce"})
public class OrdersServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    private transient Orders orders;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String owner = request.getParameter("owner");
        String order = request.getParameter("order");
        String answer = switch (request.getServletPath()) {
            case "/orders/reject" -> orders.reject(owner, order).toString();
            case "/orders/announce" -> orders.announce(order).toString();
            default -> {
                orders.approve(owner, order);
                yield "";
            }
        };
        response.setContentType("text/plain");
        response.getWriter().print(answer);
    }
}
