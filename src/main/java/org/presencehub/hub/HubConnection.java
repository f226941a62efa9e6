package org.presencehub.hub;

import org.presencehub.DisconnectReason;
import org.presencehub.connection.Connection;
import org.presencehub.connection.ConnectionHandler;

/** The life of one connection: first a {@link Handshake}, then a {@link HubSession}. Thread-safe by the promise of its interface. */
final class HubConnection implements ConnectionHandler {
    private volatile ConnectionHandler phase;

    HubConnection(RunningHub hub, Connection connection) {
        phase = new Handshake(hub, connection, this::begin);
    }

    private void begin(HubSession session, Runnable done) {
        phase = session;
        session.begin(done);
    }

    @Override
    public void opened() {
        phase.opened();
    }

    @Override
    public void received(byte[] bytes, int from, int to, Runnable done) {
        phase.received(bytes, from, to, done);
    }

    @Override
    public void refused(DisconnectReason reason, long size, long limit) {
        phase.refused(reason, size, limit);
    }

    @Override
    public void tick(long nanos) {
        phase.tick(nanos);
    }

    @Override
    public void ended(DisconnectReason reason) {
        phase.ended(reason);
    }
}
