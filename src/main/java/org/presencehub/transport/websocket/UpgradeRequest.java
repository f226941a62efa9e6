package org.presencehub.transport.websocket;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.presencehub.connection.Connection;

/**
 * An upgrade request that was let through, and the connection that it is for. Confined to its request.
 *
 * <p>The principal is the one thing of a request that both Undertow and Tyrus show to a configurator, so the connection travels in it.
 */
final class UpgradeRequest extends HttpServletRequestWrapper {
    private final Carrier carrier;

    /**
     * Brings a connection to its endpoint. Immutable.
     *
     * @param connection what the WebSocket is for
     */
    record Carrier(Connection connection) implements Principal {
        @Override
        public String getName() {
            return connection.id();
        }
    }

    UpgradeRequest(HttpServletRequest request, Connection connection) {
        super(request);
        carrier = new Carrier(connection);
    }

    @Override
    public Principal getUserPrincipal() {
        return carrier;
    }

    /**
     * A WebSocket keeps the query that it was opened with, Undertow's several times over and in an answer's header, as long as it lives. Ours has
     * nothing for it, and the token in it is nobody's business any more.
     */
    @Override
    public @Nullable String getQueryString() {
        return null;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Map.of();
    }

    /** Tyrus 2.1 would close the socket of a principal when the HTTP session ends, which WebSocket traffic does not keep alive. */
    @Override
    public @Nullable HttpSession getSession(boolean create) {
        return create ? super.getSession(true) : null;
    }
}
