package org.presencehub.testing;

import java.util.function.Consumer;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.connection.outbound.Transport;

/**
 * A transport that another one may replace, as that of a WebSocket, and whose network never waits. As thread-safe as what it writes to.
 *
 * @param network gets the text of each batch
 */
public record WrittenAtOnce(Consumer<String> network) implements Transport {
    @Override
    public HubTransport kind() {
        return HubTransport.WEB_SOCKETS;
    }

    @Override
    public boolean isReplaceable() {
        return true;
    }

    @Override
    public void write(Batch batch, WriteOutcome outcome) {
        network.accept(batch.text());
        outcome.written();
    }

    @Override
    public void close(DisconnectReason reason) {}
}
