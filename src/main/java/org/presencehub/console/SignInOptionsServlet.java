package org.presencehub.console;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.presencehub.auth.TokenVerifier;
import org.presencehub.http.NonBlockingServlet;
import org.presencehub.identity.Caller;
import org.presencehub.identity.http.PlainResponse;
import org.presencehub.identity.http.RequestAuthenticator;

/**
 * Tells the console how to sign in, and whether that can work: {@code {"tokens":"development/token","user":"anna","ready":true}}, without
 * {@code tokens} where nobody hands them out, and without {@code user} unless the application's own login lets in who asks. Thread-safe.
 */
@WebServlet(value = "/presencehub/sign-in", asyncSupported = true)
public class SignInOptionsServlet extends NonBlockingServlet {
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
        Caller caller = RequestAuthenticator.loggedIn(request, Set.of(ConsoleHub.ROLE));
        if (caller.userId() != null && caller.hasRole(ConsoleHub.ROLE)) {
            options.add("user", caller.userId());
        }
        tokens.stream().findFirst().ifPresent(source -> options.add("tokens", source.path()));
        new PlainResponse(
                        HttpServletResponse.SC_OK,
                        Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                        options.build().toString())
                .send(response);
    }
}
