package org.presencehub.console;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.presencehub.auth.TokenVerifier;

/**
 * Tells the console how to sign in, and whether that can work: {@code {"tokens":"development/token","user":"anna","ready":true}}, without
 * {@code tokens} where nobody hands them out, and without {@code user} unless the application's own login lets in who asks. Thread-safe.
 */
@WebServlet("/presencehub/sign-in")
public class SignInOptionsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    private transient ConsoleOptions console;

    @Inject
    private transient Instance<TokenSource> tokens;

    @Inject
    private transient TokenVerifier verifier;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PageHeaders.set(response);
        if (!console.enabled()) {
            ConsoleServlet.answerSwitchedOff(response);
            return;
        }
        JsonObjectBuilder options = Json.createObjectBuilder().add("ready", verifier.ready());
        if (request.getRemoteUser() != null
                && request.isUserInRole(ConsoleHub.ROLE)) { // a login that the container itself has established
            options.add("user", request.getRemoteUser());
        }
        tokens.stream().findFirst().ifPresent(source -> options.add("tokens", source.path()));
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(options.build().toString().getBytes(StandardCharsets.UTF_8));
    }
}
