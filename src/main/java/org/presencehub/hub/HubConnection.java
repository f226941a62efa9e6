package org.presencehub.hub;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.EndedConnection;
import org.presencehub.connection.Connection;
import org.presencehub.connection.ConnectionHandler;

/** The life of one connection: first a {@link Handshake}, then a {@link HubSession}. Thread-safe by the promise of its interface. */
final class HubConnection implements ConnectionHandler {
    private final RunningHub hub;
    private final Connection connection;
    private volatile ConnectionHandler phase;

    HubConnection(RunningHub hub, Connection connection) {
        this.hub = hub;
        this.connection = connection;
        phase = new Handshake(hub, connection, this::begin);
        connection.onEnd(this::remember);
    }

    /** At once, and not after the last call: an administrator wants to see why. */
    private void remember(DisconnectReason reason) {
        hub.ends()
                .add(new EndedConnection(
                        connection.id(),
                        user(),
                        hub.path(),
                        connection.transportName(),
                        connection.since(),
                        connection.caller().userAgent(),
                        Instant.now(),
                        reason));
    }

    private @Nullable String user() {
        return phase instanceof HubSession session
                ? session.user()
                : connection.caller().userId();
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
