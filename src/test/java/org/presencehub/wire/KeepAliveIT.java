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

    private static void expectTimeout(WireClient client) {
        long start = System.nanoTime();
        client.expectBroken();

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(CLIENT_TIMEOUT.minusSeconds(1), CLIENT_TIMEOUT.plusSeconds(4));
    }

    private WireClient connect() {
        return connect(LATCH);
    }

    private WireClient connect(String hub) {
        return server.opening(hub, unique("anna")).connect().patience(Duration.ofSeconds(40));
    }
}
