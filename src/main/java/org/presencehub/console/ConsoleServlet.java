package org.presencehub.console;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.presencehub.http.NonBlockingServlet;
import org.presencehub.identity.http.PlainResponse;

/**
 * Serves the console's page and all that belongs to it. Thread-safe.
 *
 * <p>Not the container's own servlet for files: an application may have taken that servlet's paths, and has welcome files of its own.
 */
@WebServlet(
        value = {"/presencehub", "/presencehub/*"},
        asyncSupported = true)
public class ConsoleServlet extends NonBlockingServlet {
    private static final long serialVersionUID = 1;

    @Inject
    private transient ConsoleOptions console;

    @Inject
    private transient PageFiles files;

    static void answerSwitchedOff(HttpServletResponse response) throws IOException {
        answer(
                response,
                HttpServletResponse.SC_NOT_FOUND,
                "The console is switched off: " + ConsoleOptions.CONSOLE + "=false.");
    }

    private static void answer(HttpServletResponse response, int status, String text) throws IOException {
        new PlainResponse(status, Map.of("Content-Type", "text/plain;charset=utf-8", "Cache-Control", "no-store"), text)
                .send(response);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        PageHeaders.set(response);
        if (console.enabled()) {
            super.service(request, response);
        } else {
            answerSwitchedOff(response);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getPathInfo() == null) {
            redirectToPage(request, response);
        } else {
            serve(request, response);
        }
    }

    /** A relative address, since a proxy may have changed what stands before the path. */
    private static void redirectToPage(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", request.getContextPath() + request.getServletPath() + "/");
    }

    /** A proxy that compresses makes a weak tag of ours (RFC 9110, 13.1.2). */
    private static boolean isKnown(PageFile file, @Nullable String tags) {
        return tags != null
                && Stream.of(tags.split(","))
                        .map(tag -> tag.strip().replaceFirst("^W/", ""))
                        .anyMatch(file.tag()::equals);
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<PageFile> found = files.at(request.getPathInfo());
        if (found.isEmpty()) {
            answer(response, HttpServletResponse.SC_NOT_FOUND, "The console has no such page.");
            return;
        }
        PageFile file = found.get();
        response.setHeader("Cache-Control", "no-cache"); // asked for again each time, and answered with 304
        response.setHeader("ETag", file.tag());
        if (isKnown(file, request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(file.type());
        answer(response, file.content());
    }
}
