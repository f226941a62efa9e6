package org.presencehub.connection.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.presencehub.DisconnectReason;
import org.presencehub.connection.Delimiters;
import org.presencehub.connection.RecordingHandler;
import org.presencehub.connection.memory.MemoryBudget;
import org.presencehub.connection.options.ReceiveLimits;

/** Input that a fuzzer thinks up, in pieces that it cuts; in the default build, those that it once found worth keeping. */
class InboundFuzzTest {
    private static final ReceiveLimits LIMITS = new ReceiveLimits(16, 64);

    /** Each message says in its first byte how long it is, and so where it ends before it has come. */
    private static final Delimiter LENGTH =
            (bytes, from, searched, to) -> from < to ? from + 1 + (bytes[from] & 0xFF) : -1;

    /**
     * Frames, or posts, cut anywhere, some while a message has its turn: what is delivered is what the same bytes are in one piece.
     *
     * @param data how the bytes are cut, and then the bytes
     */
    @FuzzTest
    void piecesAreTheSameMessagesWhereverTheyAreCut(FuzzedDataProvider data) {
        Delimiter delimiter = data.consumeBoolean() ? LENGTH : Delimiters.SEMICOLON;
        boolean holding = data.consumeBoolean();
        byte[] cuts = data.consumeBytes(data.consumeInt(0, 20));
        byte[] bytes = data.consumeRemainingAsBytes();

        List<String> whole = events(delimiter, false, List.of(bytes));
        List<String> pieces = events(delimiter, holding, cut(bytes, cuts));

        if (!pieces.toString().contains("FLOODING")) { // which pieces flood is a matter of who is served when
            assertThat(messages(pieces)).isEqualTo(messages(whole));
        }
        assertThat(pieces)
                .allMatch(event -> event.startsWith("OVERSIZED")
                        || event.startsWith("FLOODING")
                        || event.startsWith("ended")
                        || event.length() <= 16);
    }

    private static List<String> events(Delimiter delimiter, boolean holding, List<byte[]> pieces) {
        RecordingHandler handler = new RecordingHandler();
        List<InboundMessage> inHand = new ArrayList<>();
        if (holding) {
            handler.working(inHand::add);
        }
        List<Throwable> failures = new ArrayList<>();
        MemoryBudget memory = new MemoryBudget(Long.MAX_VALUE, Runnable::run);
        Inbound inbound = new Inbound(LIMITS, memory, delimiter, handler, () -> 0, failures::add);
        inbound.open(LIMITS);
        for (byte[] piece : pieces) {
            inbound.accept(LIMITS, piece);
            if (piece.length % 2 == 0 && !inHand.isEmpty()) {
                inHand.remove(0).done();
            }
        }
        inbound.end(DisconnectReason.GOODBYE);
        while (!inHand.isEmpty()) {
            inHand.remove(0).done();
        }
        assertThat(failures).isEmpty();
        assertThat(memory.held()).isZero();
        return handler.events();
    }

    /**
     * Where it ends says more about the size than about what came before. Those that act at once come before those that wait for a turn, and both
     * keep their order.
     */
    private static List<String> messages(List<String> events) {
        return events.stream()
                .map(event -> event.startsWith("OVERSIZED") ? "OVERSIZED" : event)
                .sorted(Comparator.comparing(event -> !event.startsWith("!")))
                .toList();
    }

    private static List<byte[]> cut(byte[] bytes, byte[] lengths) {
        List<byte[]> pieces = new ArrayList<>();
        int at = 0;
        for (byte length : lengths) {
            int end = Math.min(bytes.length, at + (length & 0x3F));
            pieces.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        pieces.add(Arrays.copyOfRange(bytes, at, bytes.length));
        return pieces;
    }
}
