package org.presencehub.transport;

import jakarta.inject.Inject;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.presencehub.lifecycle.Drainable;
import org.presencehub.stereotype.Component;

/**
 * The WebSockets whose end has not come: an application that ended before them would still be handed what comes on them. Thread-safe.
 *
 * <p>No container closes a socket that was upgraded by hand when the application is undeployed.
 */
@Component
final class OpenSockets implements Drainable {
    private final Set<Session> open = ConcurrentHashMap.newKeySet();
    private final Set<UndertowChannel> closing =
            ConcurrentHashMap.newKeySet(); // Undertow tells the close before the socket is closed
    private volatile boolean end; // else sockets of hubs that are not drained are among them

    @Inject
    OpenSockets() {}

    void opened(Session session) {
        open.add(session);
    }

    void closed(Session session) {
        open.remove(session);
        if (end) {
            UndertowChannel.of(session).filter(UndertowChannel::isOpen).ifPresent(closing::add);
        }
    }

    @Override
    public void refuse(boolean forEnd) {
        end = forEnd;
    }

    @Override
    public int left() {
        if (!end) {
            return 0;
        }
        closing.removeIf(channel -> !channel.isOpen());
        return open.size() + closing.size();
    }

    @Override
    public void cutOff() {
        if (end) {
            open.forEach(session -> UndertowChannel.of(session).ifPresent(OpenSockets::close));
            closing.forEach(OpenSockets::close);
        }
    }

    private static void close(UndertowChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            TransportLog.socketFailed(e);
        }
    }
}
