package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.quoted;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** HubProtocol.md, HandshakeRequest: a client that does not complete it is told so, and closed. */
@WireTest
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT) // each waits for a quarter of a minute
final class HandshakeTimeoutIT {
    private static final String CANCELED = "{\"error\":" + quoted("Handshake was canceled.") + "}";

    private final ServerUnderTest server;

    HandshakeTimeoutIT(ServerUnderTest server) {
        this.server = server;
    }

    @Test
    void isToldAfterFifteenSeconds() {
        try (WireClient client = open()) {
            long start = System.nanoTime();
            expectCanceled(client);

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(14), Duration.ofSeconds(18));
        }
    }

    @Test
    void isToldThoughBytesDribbleIn() {
        try (WireClient client = open()) {
            expectCanceled(client.sendText("{"));
        }
    }

    private static void expectCanceled(WireClient client) {
        client.expect(CANCELED).expectClose(1000);
    }

    private WireClient open() {
        return server.opening(LATCH, unique("anna")).open().patience(Duration.ofSeconds(25));
    }
}
