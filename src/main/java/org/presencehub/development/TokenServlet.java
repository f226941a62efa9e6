package org.presencehub.development;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.presencehub.http.NonBlockingServlet;
import org.presencehub.http.SmallBody;
import org.presencehub.identity.http.PlainResponse;

/**
 * Gives anybody a token for any user, in development mode; elsewhere it is not there. Thread-safe.
 *
 * <p>{@code POST {"user":"anna","roles":["member"]}} answers {@code {"token":"…"}}.
 */
@WebServlet(value = "/" + TokenServlet.PATH, asyncSupported = true)
public class TokenServlet extends NonBlockingServlet {
    private static final long serialVersionUID = 1;
    static final String PATH = "development/token";
    private static final String TEXT = "text/plain;charset=utf-8";
    private static final Duration VALIDITY = Duration.ofHours(8);
    private static final int LARGEST = 8 * 1024; // bytes: a token of more roles is longer than a head may be

    @Inject
    private transient Instance<DevelopmentIssuer> issuer;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (issuer.isUnsatisfied()) {
            answer(response, HttpServletResponse.SC_NOT_FOUND, TEXT, "Only development mode hands out tokens.");
        } else {
            super.service(request, response);
        }
    }

    @Override
    protected List<String> methods() {
        return List.of("POST");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        DevelopmentIssuer development = issuer.get();
        SmallBody.read(request, response, LARGEST, deadlines(), (body, answer) -> answer(body, development, answer));
    }

    private static void answer(byte[] body, DevelopmentIssuer issuer, HttpServletResponse response) throws IOException {
        try {
            answer(
                    response,
                    HttpServletResponse.SC_OK,
                    "application/json",
                    Json.createObjectBuilder()
                            .add("token", token(body, issuer))
                            .build()
                            .toString());
        } catch (RuntimeException e) { // whatever Parsson and we find wrong: there is no other way to fail
            answer(
                    response,
                    HttpServletResponse.SC_BAD_REQUEST,
                    TEXT,
                    "Send {\"user\":\"anna\",\"roles\":[\"member\"]} with a user that is not blank; roles may be missing.");
        }
    }

    private static void answer(HttpServletResponse response, int status, String type, String text) throws IOException {
        new PlainResponse(status, Map.of("Content-Type", type), text).send(response);
    }

    private static String token(byte[] text, DevelopmentIssuer issuer) {
        JsonObject body = Json.createReader(new ByteArrayInputStream(text)).readObject();
        JsonArray roles = body.containsKey("roles") ? body.getJsonArray("roles") : JsonValue.EMPTY_JSON_ARRAY;
        Set<String> names = roles.getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .collect(Collectors.toSet());
        return issuer.issue(body.getString("user"), names, VALIDITY);
    }
}
