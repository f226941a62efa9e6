package org.presencehub.connection;

import java.util.List;
import java.util.function.Consumer;
import org.presencehub.DisconnectReason;
import org.presencehub.work.Attempt;

/** Tells all listeners: none keeps the others, or the connection, from going on. Thread-safe, as they are. */
final class ConnectionListeners implements ConnectionListener {
    private final List<ConnectionListener> listeners;

    ConnectionListeners(List<ConnectionListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void opened(Connection connection) {
        inform(listener -> listener.opened(connection));
    }

    @Override
    public void received(Connection connection, int bytes) {
        inform(listener -> listener.received(connection, bytes));
    }

    @Override
    public void sent(Connection connection, int bytes) {
        inform(listener -> listener.sent(connection, bytes));
    }

    @Override
    public void ended(Connection connection, DisconnectReason reason) {
        inform(listener -> listener.ended(connection, reason));
    }

    private void inform(Consumer<ConnectionListener> event) {
        for (ConnectionListener listener : listeners) {
            Attempt.run(() -> event.accept(listener), ConnectionLog::listenerFailed);
        }
    }
}
