package org.presencehub.transport;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.presencehub.http.NonBlockingServlet;
import org.presencehub.http.RequestDeadlines;
import org.presencehub.identity.http.PlainResponse;
import org.presencehub.transport.websocket.HubEndpoint;

/**
 * Hides the path at which the container publishes {@link HubEndpoint} by itself. Thread-safe.
 *
 * <p>{@link HubServlet} upgrades without passing by here, since {@code upgradeHttpToWebSocket} skips the filters.
 */
final class EndpointHidingFilter implements Filter {
    private final RequestDeadlines deadlines;

    EndpointHidingFilter(RequestDeadlines deadlines) {
        this.deadlines = deadlines;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        NonBlockingServlet.serve(
                request,
                response,
                deadlines,
                (asked, answer) ->
                        PlainResponse.of(HttpServletResponse.SC_NOT_FOUND, "").send(answer));
    }
}
