package org.presencehub.connection;

import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.connection.outbound.Transport;
import org.presencehub.testing.FakeNetwork;
import org.presencehub.testing.InMemoryTransport;

/** A transport in memory that another one may replace, as that of a WebSocket. Thread-safe. */
public final class Socket implements Transport {
    private final InMemoryTransport carrier;
    private final boolean copying;

    public Socket(FakeNetwork network) {
        this(network, false);
    }

    public Socket(FakeNetwork network, boolean copying) {
        carrier = new InMemoryTransport(network);
        this.copying = copying;
    }

    @Override
    public HubTransport kind() {
        return HubTransport.WEB_SOCKETS;
    }

    @Override
    public boolean isReplaceable() {
        return true;
    }

    @Override
    public boolean copies(Batch batch) {
        return copying;
    }

    @Override
    public void write(Batch batch, WriteOutcome outcome) {
        carrier.write(batch, outcome);
    }

    @Override
    public void close(DisconnectReason reason) {
        carrier.close(reason);
    }
}
