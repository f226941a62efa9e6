package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.presencehub.testing.HeldRequest;
import org.presencehub.testing.Negotiated;
import org.presencehub.testing.RawRequest;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** How long a user stays online who polls, and whose tab is closed. */
@WireTest
@Tag("ours")
@Isolated // each who comes or goes ends the poll that has to be held
final class AbandonedPollIT {
    private static final Duration LOST = Duration.ofSeconds(5);

    private final ServerUnderTest server;
    private final String ending = unique("");
    private final String bert = "bert" + ending;
    private final Negotiated ids;

    AbandonedPollIT(ServerUnderTest server) {
        this.server = server;
        ids = server.negotiate(PRESENCE, bert);
    }

    /** The end of its socket is known within a second, and the connection ends with its grace: whoever polls later makes nobody blink. */
    @Test
    void aPollThatIsAbandonedIsALoss() {
        try (Watcher watcher = Watcher.arrive(server, "anna" + ending, ending)) {
            poll().send();
            polled("POST").body(Records.of(WireClient.HANDSHAKE)).send();
            watcher.awaitTransition("+" + bert);
            HeldRequest held = held();
            long start = System.nanoTime();
            held.close();
            watcher.awaitTransition("-" + bert);

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(LOST.minusMillis(100), LOST.plusMillis(2_500));
            assertThat(poll().send().status()).as("all is over").isEqualTo(204);
            try (WireClient again = server.opening(PRESENCE, bert).connect()) {
                again.awaitEvent("GetOnlineUsers");
                watcher.awaitTransitions(3);
                assertThat(watcher.transitions()).containsExactly("+" + bert, "-" + bert, "+" + bert);
            }
        }
    }

    private HeldRequest held() {
        HeldRequest next = poll().start();
        while (!next.isSilentFor(Duration.ofMillis(500))) { // something was to be told
            next.answer();
            next = poll().start();
        }
        return next;
    }

    private RawRequest poll() {
        return polled("GET");
    }

    private RawRequest polled(String method) {
        return server.request(method, PRESENCE + "?id=" + ids.connectionToken()).bearer(server.token(bert));
    }
}
