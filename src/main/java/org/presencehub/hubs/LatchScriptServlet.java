package org.presencehub.hubs;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.presencehub.http.NonBlockingServlet;

/**
 * Serves the module that wraps {@link LatchHub} for browsers, or what the application has at its path. Thread-safe.
 *
 * <p>The container's own servlet for files would do so on a thread that waits for its client.
 */
@WebServlet(value = LatchScriptServlet.PATH, asyncSupported = true)
public class LatchScriptServlet extends NonBlockingServlet {
    private static final long serialVersionUID = 1;
    static final String PATH = "/latch.js";

    private transient volatile byte @Nullable [] known;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] script = script();
        if (script.length == 0) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType("text/javascript;charset=utf-8");
        response.setHeader("Cache-Control", "no-cache");
        answer(response, script);
    }

    /** Read once: all requests share it. */
    private byte[] script() throws IOException {
        byte[] read = known;
        if (read == null) {
            try (@Nullable InputStream script = getServletContext().getResourceAsStream(PATH)) {
                read = script == null ? new byte[0] : script.readAllBytes();
            }
            known = read;
        }
        return read;
    }
}
