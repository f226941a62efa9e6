package org.presencehub.transport.websocket;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.presencehub.DisconnectReason;
import org.presencehub.connection.Connection;
import org.presencehub.http.RequestBody;
import org.presencehub.http.RequestHead;
import org.presencehub.identity.http.RequestRefusedException;
import org.presencehub.transport.entry.TransportLog;

/** Turns a request into a WebSocket of {@link HubEndpoint} (Jakarta WebSocket 2.1, upgradeHttpToWebSocket). Thread-safe. */
public final class WebSocketUpgrade {
    private final Supplier<ServletContext> context;

    /** Undertow builds the endpoint from this; Tyrus takes its path only and looks up what is registered there. */
    private final ServerEndpointConfig endpoint = ServerEndpointConfig.Builder.create(
                    HubEndpoint.class, HubEndpoint.PATH)
            .configurator(new JwtConfigurator())
            .build();

    /** @param context where the container is, once the application has started */
    public WebSocketUpgrade(Supplier<ServletContext> context) {
        this.context = context;
    }

    private ServerContainer container() {
        return (ServerContainer) context.get().getAttribute(ServerContainer.class.getName());
    }

    /** Attaches the connection, which is reserved for this request, to a WebSocket. */
    void upgrade(Connection connection, HttpServletRequest request, HttpServletResponse response)
            throws IOException, RequestRefusedException {
        // Tyrus 2.1 would let a thread wait for ever if frames came with the request; no client sends them before the
        // answer.
        if (RequestBody.isAnnounced(request) || request.getInputStream().available() > 0) {
            connection.giveUp(DisconnectReason.BROKEN_PROTOCOL);
            throw RequestRefusedException.of(HttpServletResponse.SC_BAD_REQUEST, "");
        }
        try {
            connection.carriedByRequestOf(RequestHead.weight(request));
            container().upgradeHttpToWebSocket(new UpgradeRequest(request, connection), response, endpoint, Map.of());
        } catch (DeploymentException | IOException | RuntimeException e) {
            TransportLog.upgradeFailed(request.getServletPath(), e);
            connection.giveUp(DisconnectReason.LOST);
            if (response.isCommitted()) {
                return;
            }
            response.reset(); // the headers of an upgrade are set by then
            throw RequestRefusedException.of(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "");
        }
        if (!response.isCommitted() && response.getStatus() == HttpServletResponse.SC_OK) { // both: a quiet no
            connection.giveUp(DisconnectReason.LOST);
            throw RequestRefusedException.of(HttpServletResponse.SC_BAD_REQUEST, "");
        }
    }
}
