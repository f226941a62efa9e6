package org.presencehub.embedding.hosts;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** A WebSocket that is none of ours. */
@ServerEndpoint("/own-socket")
public class HostEndpoint {
    @OnMessage
    public String echo(String text) {
        return text;
    }
}
