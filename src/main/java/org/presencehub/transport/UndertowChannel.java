package org.presencehub.transport;

import jakarta.websocket.Session;
import java.io.Closeable;
import java.util.Optional;

/**
 * The socket below a session of Undertow 2.3, for where {@code Session.close} does not get rid of it. Stateless.
 *
 * <p>Undertow queues its Close frame behind a write that is stuck, and where a message and a Close frame of the client cross, it now and then
 * neither answers nor closes. Jakarta WebSocket has no harder way to close. The channel is reached by name, since no class of a server may be
 * needed on another: Tyrus cuts off by itself.
 */
final class UndertowChannel {
    private UndertowChannel() {}

    /** {@return what closes the socket at once, or empty on another server} */
    static Optional<Closeable> of(Session session) {
        try {
            Object channel = session.getClass().getMethod("getWebSocketChannel").invoke(session);
            return Optional.of((Closeable) channel);
        } catch (ReflectiveOperationException | ClassCastException e) {
            return Optional.empty();
        }
    }
}
