package org.presencehub.http;

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
