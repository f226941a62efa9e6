package org.presencehub.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How a response that was held ends. */
class HeldResponseTest {
    private static final byte[] BYTES = {'a'};
    private final FakeContainer container = new FakeContainer();

    @Test
    void oneThatIsAbortedBeforeTheContainerHasSpokenIsCompletedThen() throws Exception {
        container.hold().abort();
        assertThat(container.events()).as("Undertow would fail").isEmpty();

        container.takeWrites();

        assertThat(container.events()).containsExactly("completed");
    }

    @Test
    void whereSomeOfTheRequestIsToComeTheSocketIsCutBehindTheAnswer() throws Exception {
        HeldResponse held = container.hold();
        held.endWith(BYTES, true);
        container.takeWrites();

        assertThat(container.events())
                .containsExactly("says close", "flushed", "wrote a", "flushed", "cut", "completed");
    }

    @Test
    void anAnswerWithoutABodyIsSentBeforeTheCut() throws Exception {
        HeldResponse held = container.hold();
        held.endWith(404, true);
        container.takeWrites();

        assertThat(container.events()).containsExactly("length 0", "says close", "flushed", "cut", "completed");
        assertThat(container.status()).isEqualTo(404);
    }

    @Test
    void whereAWriteIsStuckTheSocketIsCut() throws Exception {
        HeldResponse held = container.hold();
        container.takeWrites();
        container.takeNothing();
        held.write(BYTES);

        held.abort();

        assertThat(container.events()).containsExactly("wrote a", "cut", "completed");
    }

    /** A server copies what the socket does not take of what it was handed: for each client that does not read, a piece of what all share. */
    @Test
    void whatIsLongIsHandedOverPieceByPiece() throws Exception {
        HeldResponse held = container.hold();
        container.takeWrites();
        String text = "0123456789".repeat(2_500);

        container.takeOneWrite();
        held.endWith(text.getBytes(UTF_8), false);
        assertThat(container.events()).hasSize(1);
        assertThat(container.written()).hasSizeLessThanOrEqualTo(4 * 1024);

        container.takeWrites();
        assertThat(container.events()).endsWith("flushed", "completed").hasSize(7 + 2);
        assertThat(String.join("", container.events()).replaceAll("wrote |flushed|completed", ""))
                .isEqualTo(text);
    }

    @Test
    void itIsCompletedOnce() throws Exception {
        HeldResponse held = container.hold();
        container.takeWrites();
        held.end();
        held.abort();
        held.onError(new IllegalStateException("thrown on purpose"));

        assertThat(container.events()).containsExactly("completed");
    }
}
