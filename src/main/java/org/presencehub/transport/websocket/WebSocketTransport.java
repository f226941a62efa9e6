package org.presencehub.transport.websocket;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.connection.outbound.Transport;
import org.presencehub.transport.entry.TransportLog;

/** Carries a connection over a container's WebSocket session. Thread-safe. */
final class WebSocketTransport implements Transport {
    private static final int LARGE = 4096;

    private final GuardedSession session;
    private final Executor closer;
    private final Executor later;
    private final Optional<UndertowText> shared;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Send latest;

    /** One message on its way. Its outcome is told by whoever knows it first: a container may tell it twice, or never after a close. */
    private final class Send implements SendHandler {
        private final AtomicReference<@Nullable WriteOutcome> untold;
        private volatile boolean broken; // it is known to have failed, and that is still to be told

        Send(WriteOutcome outcome) {
            untold = new AtomicReference<>(outcome);
        }

        @Override
        public void onResult(SendResult result) {
            if (!result.isOK()) {
                breakWith(result.getException());
                return;
            }
            WriteOutcome outcome = untold.getAndSet(null);
            if (outcome != null) {
                outcome.written();
            }
        }

        void breakWith(Throwable cause) {
            broken = true;
            reportLoss(() -> fail(cause));
        }

        /** {@return whether it was still under way} */
        @CanIgnoreReturnValue
        boolean fail(Throwable cause) {
            WriteOutcome outcome = untold.getAndSet(null);
            if (outcome != null) {
                outcome.failed(cause);
            }
            return outcome != null && !broken;
        }
    }

    /**
     * @param closer runs what may wait: a container may flush before it closes
     * @param later runs what can wait for a second
     */
    WebSocketTransport(GuardedSession session, Executor closer, Executor later) {
        this.session = session;
        this.closer = closer;
        this.later = later;
        shared = session.undertowText();
    }

    @Override
    public HubTransport kind() {
        return HubTransport.WEB_SOCKETS;
    }

    /** A stateful reconnect brings another one (HubProtocol.md). */
    @Override
    public boolean isReplaceable() {
        return true;
    }

    /** By a ping of WebSocket's own (RFC 6455 §5.5.2): every client answers it, whatever its program does meanwhile. */
    @Override
    public void ask() {
        closer.execute(this::ping);
    }

    private void ping() {
        try {
            if (!closed.get()) {
                session.use(open -> open.getAsyncRemote().sendPing(ByteBuffer.allocate(0)));
            }
        } catch (IOException | RuntimeException e) { // it is found to be silent then
            TransportLog.socketFailed(e);
        }
    }

    @Override
    public void write(Batch batch, WriteOutcome outcome) {
        Send send = new Send(outcome);
        latest = send; // before the look at closed, since close() goes the other way round
        if (closed.get()) {
            send.fail(wasClosed());
            return;
        }
        try {
            session.use(open -> write(batch, open.getAsyncRemote(), send));
        } catch (IOException
                | RuntimeException e) { // Tyrus throws NullPointerException on a socket that went away unnoticed
            send.breakWith(e);
        }
    }

    /**
     * Tells that the socket failed: at once, or later if the client has said goodbye. Both servers refuse to send behind its Close frame before
     * they tell of that, and it is no loss.
     */
    void reportLoss(Runnable report) {
        if (hasHeardGoodbye()) {
            later.execute(report);
        } else {
            report.run();
        }
    }

    private boolean hasHeardGoodbye() {
        return session.undertow().map(UndertowChannel::hasHeardClose).orElseGet(() -> !session.isOpen());
    }

    @Override
    public boolean copies(Batch batch) {
        return !isShared(batch);
    }

    /** Undertow sends the very bytes that it is given; text takes a detour then. */
    private boolean isShared(Batch batch) {
        return shared.isPresent() && (batch.binary() || batch.size() >= LARGE);
    }

    private void write(Batch batch, RemoteEndpoint.Async remote, SendHandler handler) {
        if (batch.binary()) {
            remote.sendBinary(ByteBuffer.wrap(batch.bytes()), handler);
        } else if (isShared(batch)) {
            shared.orElseThrow().send(batch.bytes(), handler);
        } else {
            remote.sendText(batch.text(), handler); // clients take JSON in text frames only
        }
    }

    /**
     * Neither server promises to tell the outcome of a send that a close cuts off, so it is told here.
     *
     * <p>Who said goodbye closes the socket, too. Tyrus 2.1 spoils what it writes if both sides close at once, so that one is given a second.
     */
    @Override
    public void close(DisconnectReason reason) {
        if (closed.getAndSet(true)) {
            return;
        }
        Send underWay = latest;
        boolean stuck = underWay != null && underWay.fail(wasClosed());
        boolean closesItself =
                reason == DisconnectReason.GOODBYE && session.undertow().isEmpty();
        (closesItself ? later : closer).execute(() -> closeSession(reason, stuck));
    }

    private static IOException wasClosed() {
        return new IOException("The connection was closed.");
    }

    /**
     * Also where the socket is gone: of one that was reset while it was upgraded, Undertow tells no close, and keeps the session until somebody closes
     * that.
     */
    private void closeSession(DisconnectReason reason, boolean stuck) {
        Optional<UndertowChannel> socket = session.undertow();
        try {
            if (stuck && socket.isPresent()) {
                socket.get().close();
            }
            if (socket.isPresent() || session.isOpen()) {
                session.use(open -> open.close(new CloseReason(code(reason), "")));
                socket.ifPresent(UndertowChannel::answerClose);
            }
        } catch (IOException | RuntimeException e) {
            TransportLog.socketFailed(e);
        } finally {
            socket.ifPresent(UndertowChannel::forgetSession);
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
