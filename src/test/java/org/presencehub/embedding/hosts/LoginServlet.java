package org.presencehub.embedding.hosts;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;

/** The pages of a login by form, and what users do with their sessions. */
@WebServlet({"/sign-in", "/login/*"})
public class LoginServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print(request.getRemoteUser());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        HttpSession session = request.getSession();
        switch (String.valueOf(request.getPathInfo())) {
            case "/logout" -> request.logout();
            case "/invalidate" -> session.invalidate();
            case "/become" -> {
                request.logout();
                request.login(request.getParameter("user"), request.getParameter("user"));
            }
            case "/rename" -> request.changeSessionId();
            case "/second" -> session.setMaxInactiveInterval(1);
            default -> doGet(request, response); // a form that was wrong
        }
    }
}
