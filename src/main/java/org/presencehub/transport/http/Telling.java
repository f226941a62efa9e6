package org.presencehub.transport.http;

import org.presencehub.connection.outbound.Transport.WriteOutcome;
import org.presencehub.http.HeldResponse;

/** Tells a connection what a response tells of a write. As thread-safe as whoever is told. */
record Telling(WriteOutcome told) implements HeldResponse.Outcome {
    @Override
    public void written() {
        told.written();
    }

    @Override
    public void failed(Throwable cause) {
        told.failed(cause);
    }
}
