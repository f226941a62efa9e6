package org.presencehub.web;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.presencehub.auth.TokenVerifier;

/**
 * Tells the console how to sign in, and whether that can work: {@code {"development":false,"ready":true}}. Thread-safe.
 *
 * <p>Not below {@code /console}: WildFly redirects that to its own.
 */
@WebServlet("/sign-in")
public class SignInOptionsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    private transient WebOptions options;

    @Inject
    private transient TokenVerifier verifier;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Answers.json(
                response,
                Json.createObjectBuilder()
                        .add("development", options.issuer().isPresent())
                        .add("ready", verifier.ready()));
    }
}
