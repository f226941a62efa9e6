package org.presencehub.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.junit5.WeldInitiator;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.Connection;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.connection.outbound.Transport;
import org.presencehub.identity.Caller;
import org.presencehub.protocol.Arguments;
import org.presencehub.protocol.HubMessage;
import org.presencehub.protocol.HubMessage.Completion;
import org.presencehub.protocol.HubMessage.Invocation;
import org.presencehub.protocol.HubProtocol;
import org.presencehub.protocol.HubProtocols;
import org.presencehub.protocol.Payload;
import org.presencehub.protocol.ProtocolException;

/**
 * A client that speaks MessagePack to a hub without a socket. Its server side is thread-safe, its client side confined to the test's
 * thread.
 */
public final class PackedClient implements Transport {
    private static final long PATIENCE_SECONDS = 10;
    private static final HubProtocol PROTOCOL =
            HubProtocols.all().find("messagepack").orElseThrow();

    private final Connection connection;
    private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();

    private PackedClient(Connection connection) {
        this.connection = connection;
    }

    /** Connects as a user. */
    public static PackedClient of(String user, WeldInitiator weld, String path) {
        Connection connection = HubContainer.route(weld, path)
                .connections()
                .open(new Caller(() -> user, Set.of()))
                .orElseThrow();
        PackedClient client = new PackedClient(connection);
        assertThat(connection.reserve()).isTrue();
        assertThat(connection.attach(client)).isTrue();
        connection.received(Records.bytes("{\"protocol\":\"messagepack\",\"version\":1}"));
        Batch answer = client.batch();
        assertThat(new String(answer.bytes(), UTF_8)).isEqualTo("{}" + Records.SEPARATOR);
        assertThat(answer.binary()).isTrue();
        return client;
    }

    public void send(HubMessage message) {
        connection.received(PROTOCOL.encode(message));
    }

    /** Sends whatever bytes. */
    public void sendBytes(String hex) {
        connection.received(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** Calls a method and gives its answer back, which has to be the next message. */
    public Completion call(String method, Payload... arguments) {
        send(Invocation.of("1", method, Arguments.of(arguments)));
        return (Completion) next();
    }

    /** Calls a method and gives its result back. */
    public Payload result(String method, Payload... arguments) {
        Completion completion = call(method, arguments);
        return Objects.requireNonNull(completion.result(), completion.error());
    }

    /** The next message, which has to come alone. */
    public HubMessage next() {
        byte[] bytes = batch().bytes();
        try {
            assertThat(PROTOCOL.end(bytes, 0, 0, bytes.length)).isEqualTo(bytes.length);
            return PROTOCOL.parse(bytes, 0, bytes.length);
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
    }

    /** What came next, in one piece. */
    public Batch batch() {
        try {
            Batch batch = batches.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return Objects.requireNonNull(batch, "nothing came");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public HubTransport kind() {
        return HubTransport.WEB_SOCKETS;
    }

    @Override
    public void write(Batch batch, WriteOutcome outcome) {
        batches.add(batch);
        outcome.written();
    }

    @Override
    public void close(DisconnectReason reason) {
        // the test sees what came
    }
}
