package org.presencehub.transport;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.connection.Batch;
import org.presencehub.connection.Transport;

/** Carries a connection over a container's WebSocket session. Thread-safe. */
final class WebSocketTransport implements Transport {
    private final Session session;
    private final Executor closer;
    private final AtomicReference<@Nullable WriteOutcome> pending = new AtomicReference<>();

    /** @param closer runs what may wait: a container may flush before it closes */
    WebSocketTransport(Session session, Executor closer) {
        this.session = session;
        this.closer = closer;
    }

    @Override
    public String name() {
        return "WebSockets";
    }

    @Override
    public void write(Batch batch, WriteOutcome outcome) {
        pending.set(outcome);
        try {
            if (batch.binary()) {
                session.getAsyncRemote().sendBinary(ByteBuffer.wrap(batch.bytes()), this::sent);
            } else {
                session.getAsyncRemote().sendText(batch.text(), this::sent); // clients take JSON in text frames only
            }
        } catch (RuntimeException e) { // Tyrus throws NullPointerException on a socket that went away unnoticed
            fail(e);
        }
    }

    private void sent(SendResult result) {
        if (!result.isOK()) {
            fail(result.getException());
            return;
        }
        WriteOutcome outcome = pending.getAndSet(null);
        if (outcome != null) {
            outcome.written();
        }
    }

    private void fail(Throwable cause) {
        WriteOutcome outcome = pending.getAndSet(null);
        if (outcome != null) {
            outcome.failed(cause);
        }
    }

    /** Neither server promises to tell the outcome of a send that a close cuts off, so it is told here. */
    @Override
    public void close(DisconnectReason reason) {
        try {
            closer.execute(() -> closeSession(reason));
        } catch (RejectedExecutionException e) { // the server is stopping
            closeSession(reason);
        }
        fail(new IOException("The connection was closed."));
    }

    private void closeSession(DisconnectReason reason) {
        try {
            if (session.isOpen()) {
                session.close(new CloseReason(code(reason), ""));
            }
        } catch (IOException | RuntimeException e) {
            TransportLog.socketFailed(e);
        }
    }

    /** RFC 6455 §7.4.1. What the client is to know stands in the hub's own Close message. */
    private static CloseCodes code(DisconnectReason reason) {
        return switch (reason) {
            case DRAINING -> CloseCodes.GOING_AWAY;
            case SLOW, FLOODING -> CloseCodes.VIOLATED_POLICY;
            default -> CloseCodes.NORMAL_CLOSURE;
        };
    }
}
