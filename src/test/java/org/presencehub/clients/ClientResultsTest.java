package org.presencehub.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.presencehub.ClientDisconnectedException;
import org.presencehub.protocol.Arguments;

/** What a client was asked; the rest is told by the tests of the hub. */
class ClientResultsTest {
    @Test
    void whoIsAskedJustBehindItsEndIsGone() {
        ClientResults results = new ClientResults("anna", "/chat", Runnable::run);
        results.end();

        assertThat(results.ask(new SerializedInvocation("answer", Arguments.EMPTY), question -> fail("sent")))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(ClientDisconnectedException.class)
                .withMessageContaining("Connection 'anna' disconnected.");
    }
}
