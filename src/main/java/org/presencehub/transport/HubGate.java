package org.presencehub.transport;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.presencehub.identity.http.PlainResponse;

/**
 * Hides the path at which the container publishes {@link HubEndpoint} by itself. Thread-safe.
 *
 * <p>{@link HubServlet} upgrades without passing by here, since {@code upgradeHttpToWebSocket} skips the filters.
 */
final class HubGate implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException {
        PlainResponse.of(HttpServletResponse.SC_NOT_FOUND, "").send((HttpServletResponse) response);
    }
}
