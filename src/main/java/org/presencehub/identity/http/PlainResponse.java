package org.presencehub.identity.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A short text as the whole answer. Immutable.
 *
 * <p>Never {@code sendError}: its HTML page would surface in clients' error messages.
 *
 * @param text the body, which may be empty
 */
public record PlainResponse(int status, Map<String, String> headers, String text) {
    public PlainResponse {
        headers = Map.copyOf(headers);
    }

    /** {@return an answer as ASP.NET Core SignalR gives it, which names no charset} */
    public static PlainResponse of(int status, String text) {
        return new PlainResponse(status, Map.of("Content-Type", "text/plain"), text);
    }

    /** {@return a JSON object as the answer} */
    public static PlainResponse json(int status, String object) {
        return new PlainResponse(status, Map.of("Content-Type", "application/json"), object);
    }

    /** {@return an error that clients tell apart by its name, which needs no escaping} */
    public static PlainResponse error(int status, String name) {
        return json(status, "{\"error\":\"" + name + "\"}");
    }

    /** Answers a request with this. */
    public void send(HttpServletResponse response) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        headers.forEach(response::setHeader);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
