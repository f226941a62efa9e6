package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.presencehub.testing.Records.event;
import static org.presencehub.testing.Records.quoted;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.presencehub.testing.ServerProcess;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** A client that stops reading is closed as slow, and nobody else notices. */
@WireTest
@Tag("ours")
@Isolated("its broadcasts reach every client of the hub, and it measures processor time")
final class SlowReaderIT {
    private static final int READERS = 200;
    private static final int SMALL_BUFFER = 4_096;
    private static final String TWO_KILOBYTES = quoted("x".repeat(2_000));

    /** Far more than kernel buffers and any sane bound of the server hold together for one client: 40 MB. */
    private static final int MANY = 20_000;

    private final ServerUnderTest server;
    private final List<WireClient> readers = new ArrayList<>();
    private final WireClient sender;
    private final WireClient slow;

    SlowReaderIT(ServerUnderTest server) {
        this.server = server;
        sender = connect(0);
        slow = connect(SMALL_BUFFER);
    }

    @AfterEach
    void hangUp() {
        readers.forEach(WireClient::close);
        sender.close();
        slow.close();
    }

    @Test
    void everybodyElseGetsEveryMessageWhileTheSlowOneIsStillConnectedAndThenItIsClosed() {
        for (int i = 0; i < READERS; i++) {
            readers.add(connect(0));
        }
        int sent = 0;
        for (; sent < 200; sent++) {
            broadcastAndRead(sent);
        }
        assertThat(isConnected(slow))
                .as("the slow one lags, but is still connected")
                .isTrue();

        for (; isConnected(slow) && sent < MANY; sent++) {
            broadcastAndRead(sent);
        }
        assertThat(isConnected(slow)).isFalse();
        broadcastAndRead(sent);
        assertThat(slow.drain())
                .as("what the slow one finds when it reads at last")
                .hasSizeLessThan(sent);
    }

    @Test
    void theReasonIsNamed() {
        assumeThat(server.log()).isPresent();
        long before = slowReaders();

        flood();

        await().untilAsserted(() -> assertThat(slowReaders()).isGreaterThan(before));
    }

    @Test
    void aSlowOneThatResetsCostsNothingAfterwards() {
        assumeThat(server.process()).isPresent();
        ServerProcess process = server.process().orElseThrow();
        for (int i = 0; i < 300; i++) {
            broadcastAndRead(i);
        }
        slow.socket().reset();
        sender.expectAlive();

        expectIdle(process);
    }

    @Test
    void aSlowOneThatWasClosedCostsNothingAfterwards() {
        assumeThat(server.process()).isPresent();
        flood();
        slow.socket().reset();

        expectIdle(server.process().orElseThrow());
    }

    /** A loop that retries a dead socket takes a whole processor; an idle server takes a few per cent. */
    private static void expectIdle(ServerProcess process) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> cpuWithinTwoSeconds(process).toMillis() < 600);
    }

    private static Duration cpuWithinTwoSeconds(ServerProcess process) {
        Duration before = process.cpuTime();
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        await().until(() -> System.nanoTime() > end);
        return process.cpuTime().minus(before);
    }

    private void flood() {
        for (int i = 0; isConnected(slow) && i < MANY; i++) {
            broadcastAndRead(i);
        }
        assertThat(isConnected(slow)).isFalse();
    }

    private void broadcastAndRead(int number) {
        sender.send(event("BroadcastAsync", "\"Tests\"", "\"Flood\"", "[" + number + "," + TWO_KILOBYTES + "]"));
        expect(sender, number);
        readers.forEach(reader -> expect(reader, number));
    }

    private static void expect(WireClient reader, int number) {
        assertThat(reader.awaitEvent("Tests_Flood").getJsonArray(0).getInt(0)).isEqualTo(number);
    }

    private boolean isConnected(WireClient client) {
        return ServerProcess.holdsConnection(
                server.url().getPort(), client.socket().localPort());
    }

    private long slowReaders() {
        return server.log()
                .orElseThrow()
                .lines()
                .filter(line -> line.contains("slow"))
                .count();
    }

    private WireClient connect(int receiveBuffer) {
        String user = unique("reader");
        return server.opening(LATCH, user)
                .receiveBuffer(receiveBuffer)
                .connect()
                .register(user);
    }
}
