package shop.web;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import shop.SignedOut;

/** Ends the session, and tells whoever observes. */
@WebServlet("/sign-out")
public class SignOutServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    private transient Event<SignedOut> events;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Principal user = request.getUserPrincipal();
        if (user != null) {
            request.logout();
            request.getSession().invalidate();
            events.fire(new SignedOut(user.getName()));
        }
        response.sendRedirect(request.getContextPath() + "/");
    }
}
