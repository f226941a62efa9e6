package org.presencehub.standalone;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.presencehub.config.Settings;
import org.presencehub.connection.HubRoute;
import org.presencehub.http.NonBlockingServlet;

/**
 * Answers for all paths of the WAR where nothing is; in development mode it tells the paths of the hubs, of which the one that was asked for may be
 * a misspelling. Thread-safe.
 *
 * <p>The container's own servlet for files would answer on a thread that waits for the rest of the request.
 */
@WebServlet(value = "/", asyncSupported = true) // instead of the container's (Jakarta Servlet, 12.2)
public class NothingHereServlet extends NonBlockingServlet {
    private static final long serialVersionUID = 1;

    @Inject
    private transient List<HubRoute> routes;

    private transient boolean development;

    @Override
    public void init() {
        development = Settings.current().isDevelopment();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store"); // there may be something after the next deployment
        if (!development) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        showToEveryPage(request, response);
        if (isPreflight(request)) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            response.setContentType("text/plain;charset=utf-8");
            response.getOutputStream().write(text(request.getContextPath()).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS") && request.getHeader("Access-Control-Request-Method") != null;
    }

    /** Or else a browser would complain of CORS, and not of the path. All pages get the same, which is secret in no development. */
    private static void showToEveryPage(HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return;
        }
        response.setHeader("Access-Control-Allow-Origin", origin);
        response.setHeader("Access-Control-Allow-Credentials", "true");
        response.addHeader("Vary", "Origin");
        String wanted = request.getHeader("Access-Control-Request-Headers");
        if (wanted != null) {
            response.setHeader("Access-Control-Allow-Headers", wanted);
        }
    }

    private String text(String context) {
        return routes.stream()
                .map(route -> context + route.path())
                .sorted()
                .collect(
                        Collectors.joining(", ", "Nothing is here. Paths of hubs, of which each letter counts: ", "."));
    }
}
