package shop.web;

import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** The shop's own WebSocket: it tells prices, and answers {@code ping} with {@code pong}. */
@ServerEndpoint("/prices")
public class PricesEndpoint {
    @Inject
    private PriceBoard board;

    @OnOpen
    public void opened(Session session) {
        board.add(session);
    }

    @OnMessage(maxMessageSize = 16)
    public String received(String text) {
        return text.equals("ping") ? "pong" : "?";
    }

    @OnClose
    public void closed(Session session) {
        board.remove(session);
    }
}
