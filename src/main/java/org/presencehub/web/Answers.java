package org.presencehub.web;

import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes the answers of this package's servlets. Stateless. */
final class Answers {
    private Answers() {}

    static void json(HttpServletResponse response, JsonObjectBuilder content) throws IOException {
        write(
                response,
                HttpServletResponse.SC_OK,
                "application/json",
                content.build().toString());
    }

    static void text(HttpServletResponse response, int status, String content) throws IOException {
        write(response, status, "text/plain;charset=utf-8", content);
    }

    private static void write(HttpServletResponse response, int status, String type, String content)
            throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(content.getBytes(StandardCharsets.UTF_8));
    }
}
