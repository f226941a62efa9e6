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
import java.util.OptionalLong;
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
    private static final String TWENTY_KILOBYTES = quoted("x".repeat(20_000));

    /** Rounds that are far more than the kernel and any sane bound of the server hold for one client: 40 MB. */
    private static final int MANY = 1_000;

    private final ServerUnderTest server;
    private final String slowUser = unique("slow");
    private final List<WireClient> readers = new ArrayList<>();
    private final WireClient sender;
    private final WireClient slow;

    SlowReaderIT(ServerUnderTest server) {
        this.server = server;
        sender = connect(unique("sender"), 0);
        slow = connect(slowUser, SMALL_BUFFER);
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
            readers.add(connect(unique("reader"), 0));
        }
        int roundsBehind = 0;
        OptionalLong before = OptionalLong.empty();
        OptionalLong unsent = unsentBytes();
        for (int round = 0; unsent.isPresent() && round < MANY; round++) {
            fillPipeOfTheSlowOne();
            broadcastAndRead(round);
            // The kernel takes no more bytes, so the server holds the rest and must neither wait nor grow without end.
            roundsBehind += unsent.equals(before) ? 1 : 0;
            before = unsent;
            unsent = unsentBytes();
        }
        assertThat(unsent).as("the slow one is closed").isEmpty();
        assertThat(roundsBehind)
                .as("rounds that others received while the slow one was behind")
                .isPositive();
        broadcastAndRead(MANY);
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
        for (int i = 0; unsentBytes().isPresent() && i < MANY; i++) {
            fillPipeOfTheSlowOne();
            broadcastAndRead(i);
        }
        assertThat(unsentBytes()).isEmpty();
    }

    private void broadcastAndRead(int number) {
        sender.send(event("BroadcastAsync", "\"Tests\"", "\"Flood\"", "[" + number + "," + TWO_KILOBYTES + "]"));
        expect(sender, number);
        readers.forEach(reader -> expect(reader, number));
    }

    private static void expect(WireClient reader, int number) {
        assertThat(reader.awaitEvent("Tests_Flood").getJsonArray(0).getInt(0)).isEqualTo(number);
    }

    private void fillPipeOfTheSlowOne() {
        String fill = event("UnicastAsync", quoted(slowUser), "\"Tests\"", "\"Fill\"", TWENTY_KILOBYTES);
        sender.send(fill).send(fill);
    }

    private OptionalLong unsentBytes() {
        return ServerProcess.unsentBytes(server.url().getPort(), slow.socket().localPort());
    }

    private long slowReaders() {
        return server.log()
                .orElseThrow()
                .lines()
                .filter(line -> line.contains("slow"))
                .count();
    }

    private WireClient connect(String user, int receiveBuffer) {
        return server.opening(LATCH, user)
                .receiveBuffer(receiveBuffer)
                .connect()
                .register(user);
    }
}
