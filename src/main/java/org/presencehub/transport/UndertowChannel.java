package org.presencehub.transport;

import jakarta.websocket.Session;
import java.io.Closeable;
import java.io.IOException;

/**
 * Closes the socket of a client that does not read. Stateless.
 *
 * <p>Undertow 2.3 queues the Close frame of {@code Session.close} behind the write that is stuck, and so keeps the socket and what the kernel
 * holds for it; Jakarta WebSocket has no harder way to close. Reached by name, since no class of a server may be needed on another: Tyrus
 * cuts off by itself.
 */
final class UndertowChannel {
    private UndertowChannel() {}

    /** {@return whether the session was Undertow's} */
    static boolean cutOff(Session session) throws IOException {
        try {
            Object channel = session.getClass().getMethod("getWebSocketChannel").invoke(session);
            if (channel instanceof Closeable socket) {
                socket.close();
                return true;
            }
            return false;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
