package org.presencehub.connection;

import org.presencehub.DisconnectReason;
import org.presencehub.testing.FakeNetwork;
import org.presencehub.testing.InMemoryTransport;

/** A transport in memory that another one may replace, as that of a WebSocket. Thread-safe. */
final class Socket implements Transport {
    private final InMemoryTransport carrier;
    private final boolean copying;

    Socket(FakeNetwork network) {
        this(network, false);
    }

    Socket(FakeNetwork network, boolean copying) {
        carrier = new InMemoryTransport(network);
        this.copying = copying;
    }

    @Override
    public String name() {
        return "Socket";
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
