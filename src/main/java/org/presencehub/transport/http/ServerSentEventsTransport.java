package org.presencehub.transport.http;

import java.nio.charset.StandardCharsets;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.connection.outbound.Transport;
import org.presencehub.http.HeldResponse;

/** Carries a connection over a response that never ends, one event a batch (HTML standard, 9.2). Thread-safe. */
final class ServerSentEventsTransport implements Transport {
    /** Firefox takes the stream for open when the first byte has come. */
    private static final byte[] OPENING = ":\r\n".getBytes(StandardCharsets.US_ASCII);

    private final HeldResponse stream;
    private final Runnable onLost;

    /** @param onLost hears that the client is gone */
    ServerSentEventsTransport(HeldResponse stream, Runnable onLost) {
        this.stream = stream;
        this.onLost = onLost;
        stream.write(OPENING);
    }

    @Override
    public HubTransport kind() {
        return HubTransport.SERVER_SENT_EVENTS;
    }

    @Override
    public boolean carriesBinary() {
        return false;
    }

    @Override
    public boolean noticesEnd() {
        return true;
    }

    @Override
    public void tick(long nanos) {
        if (stream.isAbandoned()) {
            onLost.run();
        }
    }

    @Override
    public void write(Batch batch, WriteOutcome outcome) {
        stream.write(batch.event(), new Telling(outcome));
    }

    @Override
    public void close(DisconnectReason reason) {
        stream.abort();
    }
}
