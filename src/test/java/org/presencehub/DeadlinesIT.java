package org.presencehub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.WireClient.HANDSHAKE;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.presencehub.testing.HeldRequest;
import org.presencehub.testing.RawRequest;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WildFlyServer;
import org.presencehub.testing.WireClient;

/** A server as it is provisioned, with its times made short: whom they end, and whom they do not. */
@Tag("ours")
@TestInstance(Lifecycle.PER_CLASS)
final class DeadlinesIT {
    private static final String HUB = "/conformance";

    private WildFlyServer server;
    private ServerUnderTest doors;

    @BeforeAll
    void start() {
        server = WildFlyServer.launch("deadlines")
                .withListener("request-parse-timeout", "1000")
                .withListener("no-request-timeout", "1000")
                .with("PRESENCEHUB_DEVELOPMENT", "true")
                .with("PRESENCEHUB_OPEN_HUBS", HUB)
                .with("PRESENCEHUB_REQUEST_TIMEOUT", "1")
                .start();
        doors = ServerUnderTest.at(server);
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    @Test
    void halfAHeadEnds() {
        try (HeldRequest half = doors.line("GET / HTTP/1.1\r\nHost: ", 0)) {
            assertThat(half.isEnded()).isTrue();
        }
    }

    @Test
    void aBodyThatDoesNotComeEnds() {
        RawRequest request = doors.post(HUB + "?id=" + polled());
        try (HeldRequest body = request.body("{")
                .bodyOf(1000)
                .header("Connection", "keep-alive")
                .start()) {
            assertThat(body.head()).startsWith("HTTP/1.1 408");
            assertThat(body.isEnded()).isTrue();
        }
    }

    @Test
    void aBodyThatIsReadWholeEndsToo() {
        RawRequest request = doors.post("/development/token").body("{").bodyOf(1000);
        try (HeldRequest body = request.header("Connection", "keep-alive").start()) {
            assertThat(body.head()).startsWith("HTTP/1.1 408");
            assertThat(body.isEnded()).isTrue();
        }
    }

    @Test
    void aByteNowAndThenGivesABodyNoMoreTime() {
        RawRequest request = doors.post("/development/token").body("{").bodyOf(100_000);
        try (HeldRequest body = request.header("Connection", "keep-alive").start()) {
            assertThat(body.endsWhileFed(Duration.ofMillis(100))).isTrue();
        }
    }

    /** Sockets on which nothing happens are ended meanwhile, again and again. */
    @Test
    void whoIsConnectedAndQuietIsNotEnded() {
        String id = polled();
        doors.post(HUB + "?id=" + id).body(Records.of(HANDSHAKE)).send();
        String streamed = doors.negotiate(HUB).connectionToken();
        try (WireClient socket = doors.opening(HUB).connect();
                HeldRequest stream = doors.get(HUB + "?id=" + streamed)
                        .header("Accept", "text/event-stream")
                        .start()) {
            stream.head();
            doors.get(HUB + "?id=" + id).send(); // the answer to the handshake
            try (HeldRequest poll = doors.get(HUB + "?id=" + id).start()) {
                for (int round = 0; round < 4; round++) {
                    try (HeldRequest idle = doors.line("", 0);
                            HeldRequest half = doors.line("GET / HTTP/1.1\r\n", 0)) {
                        assertThat(List.of(idle.isEnded(), half.isEnded())).containsOnly(true);
                    }
                }
                assertThat(poll.isSilentFor(Duration.ofMillis(10))).isTrue();
                socket.expectAlive();
                assertThat(stream.line()).startsWith(":");
                assertThat(stream.isSilentFor(Duration.ofMillis(10))).isTrue();
            }
        }
    }

    private String polled() {
        String id = doors.negotiate(HUB).connectionToken();
        doors.get(HUB + "?id=" + id).send();
        return id;
    }

    /** The hubs, and the management port that WildFly keeps on loopback whatever it is bound to. */
    @Test
    void noOtherDoorIsOpen() {
        assertThat(doors.process().orElseThrow().listening())
                .hasSize(2)
                .allMatch(address -> address.startsWith("0100007F:") || address.endsWith("00000000000000000100007F"));
    }
}
