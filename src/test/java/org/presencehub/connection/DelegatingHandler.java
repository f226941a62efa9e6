package org.presencehub.connection;

import org.presencehub.DisconnectReason;
import org.presencehub.connection.inbound.ConnectionHandler;
import org.presencehub.connection.inbound.InboundMessage;

/** Passes all on; for tests that differ in one point. As thread-safe as its target. */
public class DelegatingHandler implements ConnectionHandler {
    private final ConnectionHandler target;

    public DelegatingHandler(ConnectionHandler target) {
        this.target = target;
    }

    @Override
    public void opened() {
        target.opened();
    }

    @Override
    public void received(InboundMessage message) {
        target.received(message);
    }

    @Override
    public void refused(DisconnectReason reason, long size, long limit) {
        target.refused(reason, size, limit);
    }

    @Override
    public void tick(long nanos) {
        target.tick(nanos);
    }

    @Override
    public void ended(DisconnectReason reason) {
        target.ended(reason);
    }
}
