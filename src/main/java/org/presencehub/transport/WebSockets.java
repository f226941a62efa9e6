package org.presencehub.transport;

import java.io.IOException;
import org.presencehub.HubTransport;
import org.presencehub.connection.Connection;
import org.presencehub.identity.http.RequestRefusedException;

/** What opens a WebSocket (TransportProtocols.md, WebSockets). Thread-safe. */
final class WebSockets {
    private final Doorkeeper doorkeeper;
    private final WebSocketUpgrade upgrade;

    WebSockets(Doorkeeper doorkeeper, WebSocketUpgrade upgrade) {
        this.doorkeeper = doorkeeper;
        this.upgrade = upgrade;
    }

    void open(Exchange exchange) throws IOException, RequestRefusedException {
        OpeningHandshake.require(exchange.request(), exchange.response());
        Connection connection = connection(exchange);
        doorkeeper.claim(exchange, connection, HubTransport.WEB_SOCKETS);
        upgrade.upgrade(connection, exchange.request(), exchange.response());
    }

    /** Without an id a WebSocket opens a connection of its own: the client has skipped the negotiation. */
    private Connection connection(Exchange exchange) throws RequestRefusedException {
        if (exchange.query().value("id").isPresent()) {
            return doorkeeper.existing(exchange);
        }
        doorkeeper.allow(exchange, HubTransport.WEB_SOCKETS);
        return doorkeeper.opened(exchange);
    }
}
