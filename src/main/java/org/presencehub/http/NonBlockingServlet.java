package org.presencehub.http;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.presencehub.http.server.HttpConnection;
import org.presencehub.http.server.HttpLog;

/**
 * A servlet none of whose threads waits for a client. What it writes is kept, and leaves when the servlet is done, as fast as the client takes it;
 * of a body that nobody has read and that has not come by then, nobody waits for the rest. Thread-safe.
 *
 * <p>Whatever escapes it is a bare 500 and one line of the log: a container would answer with a page, and log what the client has sent.
 *
 * <p>Undertow waits on the servlet's thread for both, for as long as the listener's timeouts allow, which a WebSocket needs to be endless. Behind
 * a filter that does not support asynchronous requests the answer is written on that thread all the same.
 */
public abstract class NonBlockingServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private transient @Nullable RequestDeadlines deadlines;

    /** For servlets that the container makes, which injects what is needed. */
    protected NonBlockingServlet() {}

    /** For servlets that are made by hand. */
    protected NonBlockingServlet(RequestDeadlines deadlines) {
        this.deadlines = deadlines;
    }

    @Inject
    void use(RequestDeadlines given) {
        deadlines = given;
    }

    /** {@return what ends requests that are kept waiting} */
    protected final RequestDeadlines deadlines() {
        return Objects.requireNonNull(deadlines);
    }

    @Override
    public final void service(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        serve(request, response, deadlines(), this::service);
    }

    /**
     * Answers with these bytes, and nothing else.
     *
     * @param content not changed afterwards: all requests that are answered with it share it
     */
    protected static void answer(HttpServletResponse response, byte[] content) throws IOException {
        if (response instanceof DraftAnswer draft) {
            draft.share(content);
        } else {
            response.getOutputStream().write(content);
        }
    }

    /** {@return the methods that it has, besides OPTIONS} Those of a page, unless a servlet says otherwise. */
    protected List<String> methods() {
        return List.of("GET", "HEAD");
    }

    /** Who asks by another method is told those that there are (RFC 9110, 15.5.6); the containers' own servlets tell nothing, and answer TRACE. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (methods().contains(request.getMethod())) {
            super.service(request, response);
        } else {
            boolean asksForThem = request.getMethod().equals("OPTIONS");
            response.setStatus(
                    asksForThem ? HttpServletResponse.SC_NO_CONTENT : HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            response.setHeader("Allow", String.join(", ", methods()) + ", OPTIONS");
        }
    }

    /** What answers a request; or holds the response, or has the container upgrade the request. */
    @FunctionalInterface
    public interface Serving {
        /** Writes an answer, which leaves afterwards. */
        void serve(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException;
    }

    /** Serves a request as a servlet of this kind does, for whoever is none. */
    public static void serve(
            ServletRequest request, ServletResponse response, RequestDeadlines deadlines, Serving serving)
            throws ServletException, IOException {
        HttpServletRequest asked = (HttpServletRequest) request;
        DraftAnswer answer = new DraftAnswer((HttpServletResponse) response);
        if (HttpConnection.isSentAhead(request)) {
            HeldResponse.sayClose(asked, answer);
        }
        try {
            serving.serve(asked, answer);
        } catch (ServletException | IOException | RuntimeException | Error e) {
            HttpLog.answerFailed(e);
            answer.fail();
        }
        if (!asked.isAsyncStarted() && !answer.isUpgrade()) {
            send(asked, answer, deadlines);
        }
    }

    private static void send(HttpServletRequest request, DraftAnswer answer, RequestDeadlines deadlines)
            throws IOException {
        byte[] body = answer.body();
        if (hasBody(answer.getStatus())) {
            answer.setContentLength(body.length); // also to HEAD
        }
        byte[] sent = request.getMethod().equals("HEAD") ? new byte[0] : body;
        boolean rest = !RequestBody.hasCome(request);
        if (request.isAsyncSupported()) {
            HeldResponse held = HeldResponse.hold(request, answer, broken -> {});
            held.limit(deadlines);
            held.endWith(sent, rest);
        } else {
            if (rest) {
                HeldResponse.sayClose(request, answer);
            }
            DraftAnswer.behind(answer).getOutputStream().write(sent);
        }
    }

    /** RFC 9110, 15.3.5 and 15.4.5. */
    private static boolean hasBody(int status) {
        return status != HttpServletResponse.SC_NO_CONTENT && status != HttpServletResponse.SC_NOT_MODIFIED;
    }
}
