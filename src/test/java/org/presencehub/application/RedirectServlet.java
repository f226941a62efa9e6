package org.presencehub.application;

import jakarta.json.Json;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** Negotiates as a service in front of many servers does: sends each client on to {@link FunctionalHub}, and counts. Thread-safe. */
@WebServlet("/functional-redirect/negotiate")
public class RedirectServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final AtomicInteger redirects = new AtomicInteger();

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        letIn(request, response);
        String url = request.getParameter("baseUrl") + "/functional?visit=" + request.getParameter("visit")
                + "&numRedirects=" + redirects.incrementAndGet();
        response.setContentType("application/json");
        response.getWriter().print(Json.createObjectBuilder().add("url", url).build());
    }

    @Override
    protected void doOptions(HttpServletRequest request, HttpServletResponse response) {
        letIn(request, response);
        String headers = request.getHeader("Access-Control-Request-Headers");
        response.setHeader("Access-Control-Allow-Headers", Objects.requireNonNullElse(headers, ""));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    /** Pages of any origin. */
    private static void letIn(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Origin", Objects.requireNonNullElse(request.getHeader("Origin"), "*"));
        response.setHeader("Access-Control-Allow-Credentials", "true");
    }
}
