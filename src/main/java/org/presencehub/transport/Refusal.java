package org.presencehub.transport;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Ends a request with a status, in the reference's own words. Immutable.
 *
 * <p>Texts surface in clients' error messages. Never {@code sendError}: its HTML page would surface there too.
 */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    /** Carries the id under which the log has the cause. */
    private static final String ID = "X-Refusal-Id";

    private final int status;
    private final String text;
    private final transient Map<String, String> headers;

    private Refusal(int status, String text, Map<String, String> headers) {
        super(text, null, false, false);
        this.status = status;
        this.text = text;
        this.headers = headers;
    }

    /** {@return a refusal with a text, which may be empty} */
    static Refusal of(int status, String text) {
        return new Refusal(status, text, Map.of("Content-Type", "text/plain"));
    }

    static Refusal methodNotAllowed() {
        return of(HttpServletResponse.SC_METHOD_NOT_ALLOWED, "");
    }

    /** {@return the demand for a token, or for a better one} */
    static Refusal unauthorized(String challenge, String id) {
        return new Refusal(HttpServletResponse.SC_UNAUTHORIZED, "", Map.of("WWW-Authenticate", challenge, ID, id));
    }

    static Refusal forbidden(String id) {
        return new Refusal(HttpServletResponse.SC_FORBIDDEN, "", Map.of(ID, id));
    }

    void answer(HttpServletResponse response) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        headers.forEach(response::setHeader);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
