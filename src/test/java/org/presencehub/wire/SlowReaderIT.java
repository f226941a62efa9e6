package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.presencehub.DisconnectReason.SLOW;
import static org.presencehub.testing.Records.event;
import static org.presencehub.testing.Records.quoted;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;
import static org.presencehub.testing.WireClient.PING;

import java.io.IOException;
import java.io.UncheckedIOException;
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

    /** What is sent to the slow one alone in each round. */
    private static final int FILLS = 8;

    /** Rounds that are more than the kernel holds for one client: 8 MB. */
    private static final int ENOUGH = 50;

    /** The server's send timeout, and what its clock adds. */
    private static final Duration TOO_LONG = Duration.ofSeconds(15);

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
        flood();
        assertThat(unsentBytes()).as("the slow one is still connected").isPresent();

        long end = System.nanoTime() + TOO_LONG.toNanos();
        for (int round = ENOUGH; unsentBytes().isPresent() && System.nanoTime() < end; round++) {
            showLife();
            broadcastAndRead(round);
        }
        assertThat(unsentBytes()).as("the slow one is closed").isEmpty();
        broadcastAndRead(0);
    }

    /** What waits may be of any size: 10 MB are far more than what senders are told about, and than the kernel takes. */
    @Test
    void whoReadsLateButInTimeGetsAllOfALargeBurst() {
        String reader = unique("late");
        try (WireClient late = connect(reader, SMALL_BUFFER)) {
            int burst = 500;
            for (int i = 0; i < burst; i++) {
                sender.send(event("UnicastAsync", quoted(reader), "\"Tests\"", "\"Late\"", TWENTY_KILOBYTES));
            }
            sender.expectAlive();

            for (int i = 0; i < burst; i++) {
                assertThat(late.awaitEvent("Tests_Late").getString(0)).hasSize(20_000);
            }
        }
    }

    @Test
    void theReasonIsNamed() {
        assumeThat(server.log()).isPresent();
        long before = slowReaders();

        flood();

        await().atMost(TOO_LONG).untilAsserted(() -> assertThat(slowReaders()).isGreaterThan(before));
    }

    /** A Close frame stuck behind bytes that nobody reads is no end: the socket itself must go. */
    @Test
    void theSocketOfTheSlowOneIsCutOff() {
        flood();

        await().atMost(TOO_LONG).until(() -> unsentBytes().isEmpty());
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
        for (int i = 0; i < ENOUGH; i++) {
            fillPipeOfTheSlowOne();
            broadcastAndRead(i);
        }
    }

    private void broadcastAndRead(int number) {
        sender.send(event("BroadcastAsync", "\"Tests\"", "\"Flood\"", "[" + number + "," + TWO_KILOBYTES + "]"));
        expect(sender, number);
        for (WireClient reader : readers) {
            expect(reader, number);
            reader.send(PING);
        }
    }

    private static void expect(WireClient reader, int number) {
        assertThat(reader.awaitEvent("Tests_Flood").getJsonArray(0).getInt(0)).isEqualTo(number);
    }

    private void fillPipeOfTheSlowOne() {
        String fill = event("UnicastAsync", quoted(slowUser), "\"Tests\"", "\"Fill\"", TWENTY_KILOBYTES);
        for (int i = 0; i < FILLS; i++) {
            sender.send(fill);
        }
        showLife();
    }

    /** Slow, but not silent. */
    private void showLife() {
        try {
            slow.send(PING);
        } catch (UncheckedIOException e) { // the server has cut it off, as it should
            assertThat(e).hasRootCauseInstanceOf(IOException.class);
        }
    }

    private OptionalLong unsentBytes() {
        return ServerProcess.unsentBytes(server.url().getPort(), slow.socket().localPort());
    }

    private long slowReaders() {
        return server.log()
                .orElseThrow()
                .lines()
                .filter(line -> line.contains(SLOW.code()) || line.contains(SLOW.sentence()))
                .count();
    }

    private WireClient connect(String user, int receiveBuffer) {
        return server.opening(LATCH, user)
                .receiveBuffer(receiveBuffer)
                .connect()
                .register(user);
    }
}
