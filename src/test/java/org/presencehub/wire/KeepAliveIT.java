package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.call;
import static org.presencehub.testing.Records.quoted;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;
import static org.presencehub.testing.WireClient.CLOSE;
import static org.presencehub.testing.WireClient.PING;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.presencehub.testing.Frame;
import org.presencehub.testing.HeldRequest;
import org.presencehub.testing.Negotiated;
import org.presencehub.testing.RawResponse;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** HubProtocol.md, Ping message: both sides say that they are there, and end a connection whose other side does not. */
@WireTest
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT) // each waits for half a minute
final class KeepAliveIT {
    private static final String TEST = "/test"; // the hub TestHub of the application
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
    private static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(30);

    private final ServerUnderTest server;
    private final String user = unique("anna");

    KeepAliveIT(ServerUnderTest server) {
        this.server = server;
    }

    @Test
    void theServerPingsAnIdleClient() {
        try (WireClient client = connect()) {
            long start = System.nanoTime();

            Frame ping = client.socket().read();

            assertThat(ping.text()).isEqualTo(Records.of(PING));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(KEEP_ALIVE.minusSeconds(2), KEEP_ALIVE.plusSeconds(2));
        }
    }

    @Test
    void aClientThatFellSilentIsClosedAndMayReconnect() {
        try (WireClient client = connect()) {
            client.send(PING);

            expectTimeout(client);
        }
    }

    @Test
    @Tag("ours")
    void aClientThatNeverSaidAWordAfterTheHandshakeIsClosedToo() {
        try (WireClient client = connect()) {
            expectTimeout(client);
        }
    }

    @Test
    void aClientThatPingsLivesOn() {
        try (WireClient client = connect()) {
            for (int pings = 0; pings < 3; pings++) {
                client.send(PING);
                assertThat(client.socket().read().text()).isEqualTo(Records.of(PING));
            }
            client.expectAlive().send(CLOSE).expect(CLOSE);
        }
    }

    /** Three pings of the server take longer than the client timeout: a method that runs is no silence. */
    @Test
    @Tag("ours")
    void aClientIsNotSilentWhileItsMethodRuns() {
        String latch = quoted(unique("latch"));
        try (WireClient blocked = connect(TEST);
                WireClient other = connect(TEST)) {
            blocked.send(call("1", "Block", latch));
            for (int pings = 0; pings < 3; pings++) {
                other.send(PING).socket().read();
            }
            other.invoke("Release", latch);

            blocked.expect("{\"type\":3,\"invocationId\":\"1\",\"result\":true}")
                    .expect();
        }
    }

    /** A WebSocket's own pings are answered by browsers and libraries, whatever a program does. */
    @Test
    void aClientThatSaysNothingButAnswersPingsOfItsSocketLivesOn() {
        try (WireClient client = connect()) {
            for (int pings = 0; pings < 3; pings++) {
                assertThat(client.socket().read().text()).isEqualTo(Records.of(PING));
            }
            client.expectAlive();
        }
    }

    @Test
    void aClientThatSendsPongsByItselfLivesOn() {
        try (WireClient client = connect()) {
            for (int pings = 0; pings < 3; ) {
                Frame next = client.socket().readAny();
                if (next.opcode() == Frame.TEXT) {
                    client.socket().send(Frame.of(Frame.PONG, new byte[0]));
                    pings++;
                }
            }
            client.expectAlive();
        }
    }

    /** Old clients never ping: over an event stream, nobody can ask them. */
    @Test
    @Tag("ours")
    void anEventStreamOfWhoNeverPingsLivesAsLongAsItsSocket() {
        Negotiated ids = server.negotiate(LATCH, user);
        try (HeldRequest stream = stream(ids)) {
            for (int pings = 0; pings < 3; pings++) {
                assertThat(stream.event()).isEqualTo(Records.of(PING));
            }
            assertThat(post(ids, Records.of(PING)).status()).isEqualTo(200);
        }
    }

    @Test
    void anEventStreamOfWhoHasPingedEndsWhenThatStops() {
        Negotiated ids = server.negotiate(LATCH, user);
        try (HeldRequest stream = stream(ids)) {
            post(ids, Records.of(PING));
            long start = System.nanoTime();
            String last = stream.event();
            while (last.equals(Records.of(PING))) {
                last = stream.event();
            }

            assertThat(last).contains("\"type\":7");
            expectTimeoutSince(start);
        }
    }

    private HeldRequest stream(Negotiated ids) {
        HeldRequest stream = server.get(path(ids))
                .bearer(server.token(user))
                .header("Accept", "text/event-stream")
                .start()
                .patience(Duration.ofSeconds(40));
        stream.head();
        stream.line();
        assertThat(post(ids, Records.of(WireClient.HANDSHAKE)).status()).isEqualTo(200);
        assertThat(stream.event()).isEqualTo(Records.of("{}"));
        return stream;
    }

    private RawResponse post(Negotiated ids, String body) {
        return server.post(path(ids)).bearer(server.token(user)).body(body).send();
    }

    private static String path(Negotiated ids) {
        return LATCH + "?id=" + ids.connectionToken();
    }

    private static void expectTimeout(WireClient client) {
        long start = System.nanoTime();
        deaf(client);
        expectTimeoutSince(start);
    }

    private static void expectTimeoutSince(long start) {
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(CLIENT_TIMEOUT.minusSeconds(1), CLIENT_TIMEOUT.plusSeconds(4));
    }

    /** Reads until the end, and answers nothing. */
    private static void deaf(WireClient client) {
        Frame next = client.socket().readAny();
        while (next.opcode() != Frame.CLOSE) {
            next = client.socket().readAny();
        }
    }

    private WireClient connect() {
        return connect(LATCH);
    }

    private WireClient connect(String hub) {
        return server.opening(hub, unique("anna")).connect().patience(Duration.ofSeconds(40));
    }
}
