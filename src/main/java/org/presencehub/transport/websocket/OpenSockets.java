package org.presencehub.transport.websocket;

import jakarta.inject.Inject;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.presencehub.lifecycle.Drainable;
import org.presencehub.stereotype.Component;
import org.presencehub.transport.entry.TransportLog;

/**
 * The WebSockets whose end has not come: an application that ended before them would still be handed what comes on them. Thread-safe.
 *
 * <p>No container closes a socket that was upgraded by hand when the application is undeployed.
 */
@Component
final class OpenSockets implements Drainable {
    private final Set<GuardedSession> open = ConcurrentHashMap.newKeySet();
    private final Set<UndertowChannel> closing =
            ConcurrentHashMap.newKeySet(); // Undertow tells the close before the socket is closed
    private final Executor closings;
    private volatile boolean end; // else sockets of hubs that are not drained are among them

    @Inject
    OpenSockets(Closings closings) {
        this((Executor) closings);
    }

    /** @param closings runs what may wait for a client that does not read */
    OpenSockets(Executor closings) {
        this.closings = closings;
    }

    void opened(GuardedSession session) {
        open.add(session);
    }

    void closed(GuardedSession session) {
        if (open.remove(session) && end) {
            session.undertow().filter(UndertowChannel::isOpen).ifPresent(closing::add);
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
        open.removeIf(OpenSockets::isGone);
        closing.removeIf(channel -> !channel.isOpen());
        return open.size() + closing.size();
    }

    @Override
    public void cutOff() {
        if (end) {
            open.forEach(this::cutOff);
            closing.forEach(OpenSockets::close);
        }
    }

    /** After a reset WildFly does not always tell the close. */
    private static boolean isGone(GuardedSession session) {
        return !session.isOpen()
                && session.undertow().filter(channel -> !channel.isOpen()).isPresent();
    }

    private void cutOff(GuardedSession session) {
        session.undertow().ifPresentOrElse(OpenSockets::close, () -> closings.execute(() -> close(session)));
    }

    private static void close(GuardedSession session) {
        try {
            session.use(Session::close);
        } catch (IOException | RuntimeException e) { // Tyrus throws all sorts of things on sockets that went away
            TransportLog.socketFailed(e);
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
