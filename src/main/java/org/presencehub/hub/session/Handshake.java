package org.presencehub.hub.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.connection.Connection;
import org.presencehub.connection.inbound.ConnectionHandler;
import org.presencehub.connection.inbound.InboundMessage;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.connection.outbound.Transport;
import org.presencehub.hub.runtime.HubLog;
import org.presencehub.hub.runtime.HubRuntime;
import org.presencehub.hub.runtime.WireErrors;
import org.presencehub.protocol.HandshakeRequest;
import org.presencehub.protocol.HandshakeResponse;
import org.presencehub.protocol.HubProtocol;
import org.presencehub.protocol.ProtocolException;

/** The first record of a connection says which protocol it speaks (HubProtocol.md, Overview). Thread-safe by the promise of its interface. */
public final class Handshake implements ConnectionHandler {
    private final HubRuntime hub;
    private final Connection connection;
    private volatile @Nullable Long opened; // nanoseconds; null until a transport is there

    public Handshake(HubRuntime hub, Connection connection) {
        this.hub = hub;
        this.connection = connection;
    }

    @Override
    public void opened() {
        opened = System.nanoTime();
    }

    @Override
    public void received(InboundMessage message) {
        try {
            agree(HandshakeRequest.parse(message.bytes(), message.from(), message.to()), message);
        } catch (ProtocolException e) {
            fail(hub.errors().malformedHandshake(e));
        }
    }

    private void agree(HandshakeRequest request, InboundMessage message) {
        Optional<HubProtocol> protocol = hub.protocols().find(request.protocol());
        if (protocol.isEmpty()) {
            fail(hub.errors().unknownProtocol(request.protocol()));
        } else if (!protocol.get().supports(request.version())) {
            fail(hub.errors().unknownVersion(request.version(), request.protocol()));
        } else if (protocol.get().binary() && !carriesBinary()) {
            fail(hub.errors().binaryNotCarried(request.protocol()));
        } else {
            HubSession session = new HubSession(hub, connection, protocol.get(), isStateful(request));
            connection.continueWith(protocol.get()::end, session);
            session.begin(message);
        }
    }

    /** Only version 2 knows of acknowledgements. */
    private boolean isStateful(HandshakeRequest request) {
        return connection.isResumeOffered() && request.version() == 2;
    }

    private boolean carriesBinary() {
        Transport transport = connection.transport();
        return transport == null || transport.carriesBinary();
    }

    @Override
    public void refused(DisconnectReason reason, long size, long limit) {
        if (reason == DisconnectReason.OVERSIZED) {
            HubLog.oversizedHandshake(hub.path(), connection.id(), limit);
        } else {
            HubLog.refused(hub.path(), connection.id(), reason, size, limit);
        }
        fail(
                WireErrors.HANDSHAKE_CANCELED,
                reason == DisconnectReason.OVERLOADED ? reason : DisconnectReason.NO_HANDSHAKE);
    }

    @Override
    public void excuse(long nanos) {
        Long since = opened;
        if (since != null) {
            opened = since + nanos;
        }
    }

    @Override
    public void tick(long nanos) {
        Long since = opened;
        if (since != null
                && nanos - since > hub.options().timeouts().handshake().toNanos()) {
            fail(WireErrors.HANDSHAKE_CANCELED);
        }
    }

    @Override
    public void ended(DisconnectReason reason) {
        HubLog.ended(hub.path(), connection.id(), reason);
    }

    private void fail(String error) {
        fail(error, DisconnectReason.NO_HANDSHAKE);
    }

    private void fail(String error, DisconnectReason reason) {
        connection.finish(Batch.of(HandshakeResponse.failure(error), false), reason);
    }
}
