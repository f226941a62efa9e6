package org.presencehub.connection.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {
    private final byte[] begin = "{[".getBytes(UTF_8);
    private final byte[] shared = "\"Zoë\"".getBytes(UTF_8);
    private final byte[] end = "]}\u001e".getBytes(UTF_8);
    private final Batch inPieces = Batch.counted(Pieces.of(Pieces.of(begin), Pieces.of(shared), Pieces.of(end)), false);

    @Test
    void whatIsInPiecesIsRenderedAsAWhole() {
        Batch whole = Batch.counted("{[\"Zoë\"]}\u001e".getBytes(UTF_8), false);
        assertThat(inPieces.size()).isEqualTo(whole.size());
        assertThat(inPieces.bytes()).isEqualTo(whole.bytes());
        assertThat(inPieces.text()).isEqualTo(whole.text());
        assertThat(inPieces.event())
                .isEqualTo(whole.event())
                .asString(UTF_8)
                .isEqualTo("data: {[\"Zoë\"]}\u001e\r\n\r\n");
        assertThat(inPieces.counted()).isEqualTo(1);
        assertThat(inPieces.binary()).isFalse();
    }

    @Test
    void theRenderingIsTheSameForAllWhoSendItAtOnce() {
        String text = inPieces.text();
        byte[] event = inPieces.event();
        byte[] bytes = inPieces.bytes();
        assertThat(inPieces.text()).isSameAs(text);
        assertThat(inPieces.event()).isSameAs(event);
        assertThat(inPieces.bytes()).isSameAs(bytes);
    }

    @Test
    void piecesAreKeptAsTheyAreAlsoAfterARendering() {
        assertThat(inPieces.text()).isNotEmpty();
        assertThat(Batches.arrays(inPieces)).containsExactly(begin, shared, end);
        assertThat(Batches.arrays(inPieces).get(1)).isSameAs(shared);
    }

    @Test
    void aSingleBatchIsJoinedWithoutACopy() {
        assertThat(Batch.join(List.of(inPieces))).isSameAs(inPieces);
    }

    @Test
    void whatIsInPiecesIsJoinedWithOthersInOrder() {
        Batch joined = Batch.join(List.of(Batch.counted("1".getBytes(UTF_8), false), inPieces, inPieces));
        assertThat(joined.text()).isEqualTo("1{[\"Zoë\"]}\u001e{[\"Zoë\"]}\u001e");
        assertThat(joined.size()).isEqualTo(1 + 2 * inPieces.size());
        assertThat(joined.counted()).isEqualTo(3);
    }

    @Test
    void aBatchOfNothingIsEmpty() {
        Batch nothing = Batch.counted(Pieces.of(), true);
        assertThat(nothing.size()).isZero();
        assertThat(nothing.bytes()).isEmpty();
        assertThat(nothing.binary()).isTrue();
    }

    @Test
    void separatorsStandBetweenPiecesOnly() {
        Pieces letters = Pieces.joined(List.of(piece("a"), piece("b"), piece("c")), "--".getBytes(UTF_8));
        Pieces all = Pieces.joined(List.of(letters, piece("d")), ",".getBytes(UTF_8));
        assertThat(all.toByteArray()).asString(UTF_8).isEqualTo("a--b--c,d");
        assertThat(all.length()).isEqualTo(9);
        assertThat(Pieces.joined(List.of(), ",".getBytes(UTF_8)).toByteArray()).isEmpty();
    }

    private static Pieces piece(String text) {
        return Pieces.of(text.getBytes(UTF_8));
    }
}
