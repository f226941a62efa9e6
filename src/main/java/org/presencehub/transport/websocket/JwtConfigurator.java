package org.presencehub.transport.websocket;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Objects;
import org.presencehub.connection.Connection;

/**
 * Finds the verified caller's connection in the handshake request, and hands it to the session. Thread-safe.
 *
 * <p>{@code HubServlet} has verified the token by then. Public, since containers create it themselves.
 */
public class JwtConfigurator extends ServerEndpointConfig.Configurator {
    private static final String CONNECTION = "org.presencehub.connection";

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        if (!(request.getUserPrincipal() instanceof UpgradeRequest.Carrier carrier)) {
            throw new IllegalStateException(
                    "Hubs are reached at their own paths only."); // EndpointHidingFilter should have answered
        }
        config.getUserProperties().put(CONNECTION, carrier.connection()); // one map per connection since WebSocket 2.1
    }

    /** {@return the connection that a new session is for} */
    static Connection connection(EndpointConfig config) {
        return (Connection) Objects.requireNonNull(config.getUserProperties().remove(CONNECTION));
    }
}
