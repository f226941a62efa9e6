package org.presencehub.hub;

import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.connection.Batch;
import org.presencehub.connection.Connection;
import org.presencehub.connection.ConnectionHandler;
import org.presencehub.connection.Transport;
import org.presencehub.messaging.ConnectedClient;
import org.presencehub.protocol.HandshakeRequest;
import org.presencehub.protocol.HandshakeResponse;
import org.presencehub.protocol.HubProtocol;
import org.presencehub.protocol.ProtocolException;

/** The first record of a connection says which protocol it speaks (HubProtocol.md, Overview). Thread-safe by the promise of its interface. */
final class Handshake implements ConnectionHandler {
    private final RunningHub hub;
    private final Connection connection;
    private final BiConsumer<HubSession, Runnable> begin;
    private volatile @Nullable Long opened; // nanoseconds; null until a transport is there

    /** @param begin goes on with the session, and then with what was received behind the handshake */
    Handshake(RunningHub hub, Connection connection, BiConsumer<HubSession, Runnable> begin) {
        this.hub = hub;
        this.connection = connection;
        this.begin = begin;
    }

    @Override
    public void opened() {
        opened = System.nanoTime();
    }

    @Override
    public void received(byte[] bytes, int from, int to, Runnable done) {
        try {
            agree(HandshakeRequest.parse(bytes, from, to), done);
        } catch (ProtocolException e) {
            fail(hub.errors().malformedHandshake(e));
            done.run();
        }
    }

    private void agree(HandshakeRequest request, Runnable done) {
        Optional<HubProtocol> protocol = hub.protocols().find(request.protocol());
        if (protocol.isEmpty()) {
            fail(hub.errors().unknownProtocol(request.protocol()));
            done.run();
        } else if (!protocol.get().supports(request.version())) {
            fail(hub.errors().unknownVersion(request.version(), request.protocol()));
            done.run();
        } else if (protocol.get().binary() && !carriesBinary()) {
            fail(hub.errors().binaryNotCarried(request.protocol()));
            done.run();
        } else {
            connection.delimitBy(protocol.get()::end);
            begin.accept(
                    new HubSession(
                            hub,
                            connection,
                            new ConnectedClient(connection, hub.path(), protocol.get(), hub::promptly),
                            isStateful(request)),
                    done);
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
        HubLog.refused(hub.path(), connection.id(), reason, size, limit);
        fail(ErrorTexts.HANDSHAKE_CANCELED);
    }

    @Override
    public void tick(long nanos) {
        Long since = opened;
        if (since != null
                && nanos - since > hub.options().timeouts().handshake().toNanos()) {
            fail(ErrorTexts.HANDSHAKE_CANCELED);
        }
    }

    @Override
    public void ended(DisconnectReason reason) {
        HubLog.ended(hub.path(), connection.id(), reason);
    }

    private void fail(String error) {
        connection.finish(Batch.of(HandshakeResponse.failure(error), false), DisconnectReason.NO_HANDSHAKE);
    }
}
