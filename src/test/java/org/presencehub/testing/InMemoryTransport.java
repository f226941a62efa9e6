package org.presencehub.testing;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.connection.outbound.Transport;

/** Carries a connection over a {@link FakeNetwork}, one frame a batch. Thread-safe. */
public final class InMemoryTransport implements Transport {
    private final FakeNetwork network;

    @GuardedBy("this")
    private @Nullable Sending underWay;

    @GuardedBy("this")
    private @Nullable DisconnectReason closedFor;

    /** One write, told from others by identity. */
    private static final class Sending {
        final WriteOutcome outcome;

        Sending(WriteOutcome outcome) {
            this.outcome = outcome;
        }
    }

    /** @param network what it sends over, and closes in the end */
    public InMemoryTransport(FakeNetwork network) {
        this.network = network;
    }

    @Override
    public HubTransport kind() {
        return HubTransport.WEB_SOCKETS;
    }

    /** {@return why it was closed, or null if it was not} */
    public synchronized @Nullable DisconnectReason closedFor() {
        return closedFor;
    }

    @Override
    public void write(Batch batch, WriteOutcome outcome) {
        Sending sending = new Sending(outcome);
        boolean closed;
        synchronized (this) {
            closed = closedFor != null;
            underWay = sending;
        }
        if (closed) {
            tell(sending, new IOException("The transport was closed."));
        } else {
            network.send(FakeNetwork.Frame.of(batch), cause -> tell(sending, cause));
        }
    }

    @Override
    public void close(DisconnectReason reason) {
        Sending cutOff;
        synchronized (this) {
            if (closedFor != null) {
                return;
            }
            closedFor = reason;
            cutOff = underWay;
        }
        network.close();
        if (cutOff != null) {
            tell(cutOff, new IOException("The transport was closed."));
        }
    }

    private void tell(Sending sending, @Nullable Throwable cause) {
        synchronized (this) {
            if (underWay != sending) {
                return;
            }
            underWay = null;
        }
        if (cause == null) {
            sending.outcome.written();
        } else {
            sending.outcome.failed(cause);
        }
    }
}
