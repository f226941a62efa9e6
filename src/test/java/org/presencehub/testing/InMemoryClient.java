package org.presencehub.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.junit5.WeldInitiator;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.Connection;
import org.presencehub.connection.HubRoute;
import org.presencehub.connection.Ticking;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.connection.outbound.Transport;
import org.presencehub.identity.Caller;

/** A client that speaks to a hub without a socket. Its server side is thread-safe, its client side confined to the test's thread. */
public final class InMemoryClient implements Transport {
    private static final long PATIENCE_SECONDS = 10;

    private final Connection connection;
    private final BlockingQueue<String> records = new LinkedBlockingQueue<>();
    private volatile @Nullable Batch last;
    private volatile boolean stalled;
    private final BlockingQueue<Runnable> unread = new LinkedBlockingQueue<>();
    private final CompletableFuture<DisconnectReason> closed = new CompletableFuture<>();

    private InMemoryClient(Connection connection) {
        this.connection = connection;
    }

    /** Connects without a token. */
    public static InMemoryClient anonymous(WeldInitiator weld, String path) {
        return connect(HubContainer.route(weld, path), Caller.ANONYMOUS);
    }

    /** Connects as a user with these roles. */
    public static InMemoryClient of(String user, WeldInitiator weld, String path, String... roles) {
        return connect(HubContainer.route(weld, path), new Caller(() -> user, Set.of(roles)));
    }

    /** Connects as this caller. */
    public static InMemoryClient of(Caller caller, WeldInitiator weld, String path) {
        return connect(HubContainer.route(weld, path), caller);
    }

    /** Its server side. */
    public Connection connection() {
        return connection;
    }

    private static InMemoryClient connect(HubRoute route, Caller caller) {
        Connection connection = route.connections().open(caller).orElseThrow();
        InMemoryClient client = new InMemoryClient(connection);
        assertThat(connection.reserve()).isTrue();
        assertThat(connection.attach(client)).isTrue();
        client.send("{\"protocol\":\"json\",\"version\":1}");
        assertThat(client.next()).isEqualTo("{}");
        return client;
    }

    /** The public id. */
    public String id() {
        return connection.id();
    }

    /** Sends records in one piece; what runs on the reading thread has run when this returns. */
    public void send(String... texts) {
        connection.received(Records.bytes(texts));
    }

    /** Calls a method and gives its answer back, which has to be the next record. */
    public String call(String method, String... jsonArguments) {
        send(Records.call("1", method, jsonArguments));
        return next();
    }

    /** Calls a method and gives the JSON of its result back. */
    public String result(String method, String... jsonArguments) {
        String begin = "{\"type\":3,\"invocationId\":\"1\",\"result\":";
        String answer = call(method, jsonArguments);
        assertThat(answer).startsWith(begin).endsWith("}");
        return answer.substring(begin.length(), answer.length() - 1);
    }

    /** Calls a method and gives the error back. */
    public String error(String method, String... jsonArguments) {
        return Records.parse(call(method, jsonArguments)).getString("error");
    }

    /** The next record, without its separator. */
    public String next() {
        try {
            String record = records.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(record).as("the next record").isNotNull();
            return record;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the next record came in, if it is the last one that came. */
    public Batch batch() {
        next();
        return Objects.requireNonNull(last);
    }

    /** Asserts that nothing has come: what was sent to this client by now would be here. */
    public void assertNothingCame() {
        assertThat(records).isEmpty();
    }

    /** Reads nothing from now on. */
    public void stall() {
        stalled = true;
    }

    /** Reads again. */
    public void resume() {
        stalled = false;
        for (Runnable write = unread.poll(); write != null; write = unread.poll()) {
            write.run();
        }
    }

    /** How many bytes wait on the server. */
    public int queuedBytes() {
        return connection.output().queuedBytes();
    }

    /** Has the heartbeat come at this time, in nanoseconds. */
    public void heartbeat(long nanos) {
        Ticking.tick(connection, nanos);
    }

    /** Has the server send it this. */
    public void receive(byte[] bytes) {
        connection.output().send(Batch.of(bytes, false));
    }

    /** Goes away as a network does. */
    public void vanish() {
        connection.transportClosed(DisconnectReason.LOST);
    }

    /** Says goodbye as a transport does: what was received before still counts. */
    public void leave() {
        connection.transportClosed(DisconnectReason.GOODBYE);
    }

    /** Waits until the server has closed, and tells why. */
    public DisconnectReason closed() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public HubTransport kind() {
        return HubTransport.WEB_SOCKETS;
    }

    @Override
    public void write(Batch batch, WriteOutcome outcome) {
        if (stalled) {
            unread.add(() -> write(batch, outcome));
            return;
        }
        last = batch;
        records.addAll(List.of(new String(batch.bytes(), UTF_8).split(Records.SEPARATOR)));
        outcome.written();
    }

    @Override
    public void close(DisconnectReason reason) {
        closed.complete(reason);
    }
}
