package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;
import static org.presencehub.testing.WireClient.CLOSE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.presencehub.testing.Frame;
import org.presencehub.testing.RawWebSocket;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** How long a user stays online without a connection depends on how the last one ended. */
@WireTest
@Tag("ours")
@Execution(ExecutionMode.CONCURRENT) // each waits for seconds
final class GraceIT {
    private static final Duration GOODBYE = Duration.ofSeconds(1);
    private static final Duration LOST = Duration.ofSeconds(5);

    private static final int CROSSINGS = 20;

    private final ServerUnderTest server;
    private final String ending = unique("");
    private final String bert = "bert" + ending;
    private final Watcher watcher;

    GraceIT(ServerUnderTest server) {
        this.server = server;
        watcher = Watcher.arrive(server, "anna" + ending, ending);
    }

    @AfterEach
    void hangUp() {
        watcher.close();
    }

    @Test
    void aHubCloseIsAGoodbye() {
        expectGrace(GOODBYE, socket -> socket.send(Frame.text(CLOSE + "\u001e")));
    }

    @Test
    void aCleanCloseIsAGoodbye() {
        expectGrace(GOODBYE, socket -> socket.send(Frame.close(1000, "")));
    }

    @Test
    void aCloseWithoutCodeIsAGoodbye() {
        expectGrace(GOODBYE, socket -> socket.send(Frame.of(Frame.CLOSE, new byte[0])));
    }

    /** A server that has answered the Close frame sends nothing more: what it tries to is no sign of a loss. */
    @RepeatedTest(10)
    void aCloseThatCrossesWhatIsSentIsAGoodbye() {
        List<WireClient> leaving = crowd();
        List<WireClient> coming = new ArrayList<>();
        long start = System.nanoTime();
        for (WireClient each : leaving) {
            coming.add(server.opening(PRESENCE, unique("coming")).connect()); // which is told just now
            each.socket().send(Frame.close(1000, ""));
        }
        watcher.awaitTransitions(2 * CROSSINGS);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LOST.minusMillis(100));
        leaving.forEach(WireClient::close);
        coming.forEach(WireClient::close);
    }

    private List<WireClient> crowd() {
        List<WireClient> crowd = new ArrayList<>();
        for (int each = 0; each < CROSSINGS; each++) {
            crowd.add(server.opening(PRESENCE, each + bert).connect());
            watcher.awaitTransition("+" + each + bert);
        }
        return crowd;
    }

    @Test
    void aPageReloadIsALoss() {
        expectGrace(LOST, socket -> socket.send(Frame.close(1001, "")));
    }

    @Test
    void aResetIsALoss() {
        expectGrace(LOST, RawWebSocket::reset);
    }

    @Test
    void anEndWithoutACloseFrameIsALoss() {
        expectGrace(LOST, RawWebSocket::close);
    }

    @Test
    void aBrokenProtocolIsALoss() {
        expectGrace(LOST, socket -> socket.send(Frame.text("[01]\u001e")));
    }

    private void expectGrace(Duration grace, Consumer<RawWebSocket> end) {
        try (WireClient client = connect()) {
            watcher.awaitTransition("+" + bert);
            long start = System.nanoTime();
            end.accept(client.socket());
            watcher.awaitTransition("-" + bert);

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(grace.minusMillis(100), grace.plusMillis(2_500));
        }
    }

    private WireClient connect() {
        WireClient client = server.opening(PRESENCE, bert).connect();
        client.awaitEvent("GetOnlineUsers");
        return client;
    }
}
