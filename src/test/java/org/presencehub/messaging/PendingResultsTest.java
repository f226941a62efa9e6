package org.presencehub.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.presencehub.ClientDisconnectedException;
import org.presencehub.binding.BindingOptions;
import org.presencehub.binding.JsonBinding;
import org.presencehub.protocol.Arguments;

/** What a client was asked; the rest is told by the tests of the hub. */
class PendingResultsTest {
    @Test
    void whoIsAskedJustBehindItsEndIsGone() {
        PendingResults results = new PendingResults("anna", "/chat", Runnable::run);
        results.end();

        assertThat(results.ask(
                        "answer",
                        Arguments.EMPTY,
                        String.class,
                        new JsonBinding(BindingOptions.DEFAULTS),
                        question -> fail("sent")))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(ClientDisconnectedException.class)
                .withMessageContaining("Connection 'anna' disconnected.");
    }
}
