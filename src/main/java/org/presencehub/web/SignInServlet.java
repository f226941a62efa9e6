package org.presencehub.web;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.presencehub.auth.DevelopmentIssuer;

/**
 * Gives anybody a token for any user, in development mode; elsewhere it is not there. Thread-safe.
 *
 * <p>{@code POST {"user":"anna","roles":["member"]}} answers {@code {"token":"…"}}.
 */
@WebServlet("/development/token")
public class SignInServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Duration VALIDITY = Duration.ofHours(8);

    @Inject
    private transient WebOptions options;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (options.issuer().isEmpty()) {
            Answers.text(response, HttpServletResponse.SC_NOT_FOUND, "Only development mode signs in.");
            return;
        }
        try {
            Answers.json(
                    response,
                    Json.createObjectBuilder()
                            .add("token", token(request, options.issuer().get())));
        } catch (JsonException | ClassCastException | NullPointerException | IllegalArgumentException e) {
            Answers.text(
                    response,
                    HttpServletResponse.SC_BAD_REQUEST,
                    "Send {\"user\":\"anna\",\"roles\":[\"member\"]} with a user that is not blank; roles may be missing.");
        }
    }

    private static String token(HttpServletRequest request, DevelopmentIssuer issuer) throws IOException {
        JsonObject body = Json.createReader(request.getInputStream()).readObject();
        JsonArray roles = body.containsKey("roles") ? body.getJsonArray("roles") : JsonValue.EMPTY_JSON_ARRAY;
        Set<String> names = roles.getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .collect(Collectors.toSet());
        return issuer.issue(body.getString("user"), names, VALIDITY);
    }
}
