package org.presencehub.transport.websocket;

import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.connection.Connection;
import org.presencehub.transport.entry.TransportLog;

/**
 * The WebSocket of a connection, whichever hub it is for. One instance per session, called by one thread at a time.
 *
 * <p>It takes partial messages, text and binary alike: input is a stream of bytes, and the Java client sends JSON as binary.
 */
@ServerEndpoint(value = HubEndpoint.PATH, configurator = JwtConfigurator.class)
public class HubEndpoint {
    /** Not for clients: hubs are reached at their own paths, by way of {@code HubServlet}. */
    public static final String PATH = "/presencehub/socket";

    @Inject
    private Closings closings;

    @Inject
    private OpenSockets sockets;

    private final Trifles trifles = new Trifles(System::nanoTime);
    private final Burst burst = new Burst(System::nanoTime);
    private @Nullable GuardedSession guarded;
    private @Nullable Connection connection;
    private @Nullable WebSocketTransport transport;

    @OnOpen
    public void open(Session session, EndpointConfig config) {
        GuardedSession opening = new GuardedSession(session);
        sockets.opened(opening);
        Connection opened = JwtConfigurator.connection(config);
        WebSocketTransport carrier = new WebSocketTransport(opening, closings, closings::soon);
        guarded = opening;
        connection = opened;
        transport = carrier;
        if (!opened.attach(carrier)) {
            carrier.close(DisconnectReason.NEVER_ATTACHED);
        }
        // Where the client has reset it meanwhile, Undertow may have told the close before this, and tells it once.
        if (!session.isOpen()) {
            end();
            lost(opened, carrier);
        }
    }

    @OnMessage
    public void text(String part, boolean last) {
        received(part.getBytes(StandardCharsets.UTF_8));
    }

    @OnMessage
    public void binary(byte[] part, boolean last) {
        received(part);
    }

    /** Answered or not asked for: the client is there. */
    @OnMessage
    public void pong(PongMessage message) {
        if (connection != null && transport != null && isWelcome(connection, 0)) {
            connection.heard(transport);
        }
    }

    private void received(byte[] bytes) {
        if (connection != null && transport != null && isWelcome(connection, bytes.length)) {
            connection.received(transport, bytes);
        }
    }

    private boolean isWelcome(Connection sender, int bytes) {
        if (trifles.isTooMany(bytes)) {
            cutOff(sender);
            return false;
        }
        if (burst.isLong() && guarded != null) {
            guarded.undertow().ifPresent(UndertowChannel::letOthersRead);
        }
        return true;
    }

    /** At once, or Undertow would go on reading what it does not need any more. */
    private void cutOff(Connection flooded) {
        flooded.end(DisconnectReason.FLOODING);
        if (guarded != null) {
            guarded.undertow().ifPresent(HubEndpoint::close);
        }
    }

    /** Both servers report a close without a code as 1000, which a browser's page reload is not: that is 1001. */
    @OnClose
    public void closed(Session session, CloseReason reason) {
        end();
        UndertowChannel.of(session).ifPresent(socket -> closings.soon(() -> close(socket)));
        if (connection != null && transport != null) {
            closed(connection, transport, reason.getCloseCode().getCode());
        }
    }

    private void end() {
        if (guarded != null) {
            guarded.end();
            sockets.closed(guarded);
        }
    }

    private static void closed(Connection connection, WebSocketTransport transport, int code) {
        switch (code) {
            case 1000, 1005 -> connection.transportClosed(transport, DisconnectReason.GOODBYE);
            case 1002, 1003, 1007, 1009 -> connection.transportClosed(transport, DisconnectReason.BROKEN_PROTOCOL);
            case 1006 -> connection.transportLost(transport); // no Close frame came
            default -> connection.transportClosed(transport, DisconnectReason.LOST);
        }
    }

    /** A second later the socket is gone, unless its client does not answer a Close frame: Undertow would wait for ever. */
    private static void close(UndertowChannel socket) {
        try {
            socket.close();
        } catch (IOException e) {
            TransportLog.socketFailed(e);
        }
    }

    /** After a reset WildFly tells this first, and not always the close. */
    @OnError
    public void failed(Session session, Throwable cause) {
        TransportLog.socketFailed(cause);
        if (session.isOpen()) {
            return;
        }
        end();
        if (connection != null && transport != null) {
            lost(connection, transport);
        }
    }

    private static void lost(Connection connection, WebSocketTransport transport) {
        transport.reportLoss(() -> connection.transportLost(transport));
    }
}
