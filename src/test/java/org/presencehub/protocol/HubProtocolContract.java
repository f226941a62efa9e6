package org.presencehub.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.protocol.HubMessage.Ack;
import org.presencehub.protocol.HubMessage.CancelInvocation;
import org.presencehub.protocol.HubMessage.Close;
import org.presencehub.protocol.HubMessage.Completion;
import org.presencehub.protocol.HubMessage.Invocation;
import org.presencehub.protocol.HubMessage.Ping;
import org.presencehub.protocol.HubMessage.Sequence;
import org.presencehub.protocol.HubMessage.StreamInvocation;
import org.presencehub.protocol.HubMessage.StreamItem;
import org.presencehub.protocol.HubMessage.Unknown;

/** What every hub protocol owes: its bytes one by one, framing, and patience with strangers. */
abstract class HubProtocolContract {

    /** A message and its whole framed bytes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Vector(String name, HubMessage message, byte[] bytes) {}

    /** Bytes that are no message, and the text that says why. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Broken(String name, byte[] bytes, String text) {}

    abstract HubProtocol protocol();

    /** Written so, and read back to the same message. */
    abstract Stream<Vector> written();

    /** Read so, but not written: what other peers write, in their order and with their extras. */
    abstract Stream<Vector> onlyRead();

    abstract Stream<Broken> broken();

    /** A message of a type that does not exist yet. */
    abstract byte[] messageOfType(int type);

    /** This value as a message of the protocol carries it. */
    abstract Payload payload(String json);

    /** Messages that every protocol can carry. */
    List<HubMessage> messages() {
        Payload object = payload("{\"a\":[1,null,\"é€😀\\u2028\"],\"b\":{}}");
        Arguments arguments = Arguments.of(payload("1"), payload("\"x\\\"\\\\\\n\\u001E\""), object, payload("null"));
        return List.of(
                Invocation.of("method", Arguments.EMPTY),
                Invocation.of("s1", "method", arguments),
                new Invocation(null, "method", arguments, List.of("1", "2")),
                new StreamInvocation("1", "stream", arguments, List.of("2")),
                StreamItem.of("1", object),
                StreamItem.of("1", payload("null")),
                Completion.empty("1"),
                Completion.failure("1", "Whoops! ü\u0000\u001e\uD83D\uDE00"),
                Completion.result("1", object),
                Completion.result("1", payload("null")),
                CancelInvocation.of("1"),
                Ping.INSTANCE,
                new Close(null, false),
                new Close("Error!", true),
                new Ack(42),
                new Sequence(1L << 40));
    }

    @TestFactory
    Stream<DynamicTest> messagesAreWrittenExactly() {
        return each(written(), vector -> assertBytes(protocol().encode(vector.message()), vector.bytes()));
    }

    @TestFactory
    Stream<DynamicTest> messagesAreRead() {
        return each(vectors(), vector -> assertThat(parse(vector.bytes())).isEqualTo(vector.message()));
    }

    @TestFactory
    Stream<DynamicTest> everyMessageSurvivesTheRoundTrip() {
        return messages().stream()
                .map(message -> dynamicTest(
                        message.toString(),
                        () -> assertThat(parse(protocol().encode(message))).isEqualTo(message)));
    }

    @TestFactory
    Stream<DynamicTest> brokenMessagesAreRefusedWithTheReason() {
        return broken().map(broken -> dynamicTest(
                broken.name(),
                () -> assertThatThrownBy(() -> parse(broken.bytes()))
                        .isInstanceOf(ProtocolException.class)
                        .hasMessage(broken.text())));
    }

    @TestFactory
    Stream<DynamicTest> theEndIsFoundOnceTheLastByteIsThere() {
        return each(vectors(), vector -> {
            byte[] bytes = vector.bytes();
            for (int searched = 0; searched < bytes.length; searched++) {
                for (int to = searched; to < bytes.length; to++) {
                    assertThat(protocol().end(bytes, 0, searched, to)).isNotIn(indexes(to));
                }
                assertThat(protocol().end(bytes, 0, searched, bytes.length)).isEqualTo(bytes.length);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> messageIsReadWhereverItLies() {
        return each(vectors(), vector -> {
            byte[] between = concatenated(
                    protocol().encode(Ping.INSTANCE), vector.bytes(), protocol().encode(new Ack(1)));
            int from = protocol().encode(Ping.INSTANCE).length;
            int end = protocol().end(between, from, from, between.length);
            assertThat(end).isEqualTo(from + vector.bytes().length);
            assertThat(protocol().parse(between, from, end)).isEqualTo(vector.message());
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 3_000, 65_535, 65_536})
    void aListMadeOfRunsOfItemsIsTheSameInvocation(int size) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            texts.add(i == 1 ? "O\"Ha\\ra\n\u001e \uD83D\uDE00 \uD83D" : "user" + i);
        }
        ByteArrayOutputStream items = new ByteArrayOutputStream();
        for (int from = 0; from < size; from += 1_000) {
            items.writeBytes(from == 0 ? new byte[0] : protocol().itemSeparator());
            items.writeBytes(protocol().encodeItems(texts.subList(from, Math.min(size, from + 1_000))));
        }
        HubProtocol.Envelope around = protocol().encodeList("GetOnlineUsers", size, items.size());

        String json = texts.stream().map(text -> Json.quote(text).toString()).collect(joining(",", "[", "]"));
        HubMessage inOne = Invocation.of("GetOnlineUsers", Arguments.of(payload(json)));
        assertThat(concatenated(around.begin(), items.toByteArray(), around.end()))
                .isEqualTo(protocol().encode(inOne));
    }

    @Test
    void messagesInOnePieceAreFoundOneByOne() throws ProtocolException {
        byte[] bytes = concatenated(messages().stream().map(protocol()::encode).toArray(byte[][]::new));
        List<HubMessage> found = new ArrayList<>();
        for (int from = 0, end; from < bytes.length; from = end) {
            end = protocol().end(bytes, from, from, bytes.length);
            found.add(protocol().parse(bytes, from, end));
        }
        assertThat(found).isEqualTo(messages());
    }

    @Test
    void messageOfTheFutureIsUnknown() throws ProtocolException {
        for (int type : new int[] {-1, 0, 10, 99, Integer.MAX_VALUE}) {
            assertThat(parse(messageOfType(type))).isEqualTo(new Unknown(type));
        }
    }

    @Test
    void unknownMessageCannotBeWritten() {
        assertThatThrownBy(() -> protocol().encode(new Unknown(10))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCallHasNoMoreStreamsThanAMethodCanTake() throws ProtocolException {
        Invocation most = new Invocation("1", "m", Arguments.EMPTY, Collections.nCopies(255, "s"));
        Invocation more = new Invocation("1", "m", Arguments.EMPTY, Collections.nCopies(256, "s"));

        assertThat(parse(protocol().encode(most))).isEqualTo(most);
        assertThatThrownBy(() -> parse(protocol().encode(more)))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("A call has at most 255 streams.");
    }

    /** One that waits for its turn may have as many as it has bytes: no object stands for each of them. */
    @Test
    void argumentsAreNoObjectsBeforeSomebodyAsks() throws ProtocolException {
        Payload[] many = new Payload[10_000];
        Arrays.fill(many, payload("null"));
        Arguments arguments =
                ((Invocation) parse(protocol().encode(Invocation.of("m", Arguments.of(many))))).arguments();

        assertThat(arguments.size()).isEqualTo(10_000);
        assertThat(arguments.get(9_999)).isEqualTo(payload("null")).isNotSameAs(arguments.get(9_999));
    }

    @Test
    void relayedArgumentsAreCopiedAsTheyCame() throws ProtocolException {
        for (HubMessage message : messages()) {
            if (parse(protocol().encode(message)) instanceof Invocation invocation
                    && invocation.arguments().size() > 1) {
                Invocation relayed =
                        Invocation.of("relayed", invocation.arguments().from(1));
                assertThat(parse(protocol().encode(relayed))).isEqualTo(relayed);
            }
        }
    }

    @Test
    void largePayloadIsRelayed() throws ProtocolException {
        Invocation large =
                Invocation.of("1", "m", Arguments.of(payload("\"" + "x".repeat(100_000) + "\""), payload("\"y\"")));
        assertThat(parse(protocol().encode(large))).isEqualTo(large);
    }

    @Test
    void changedBytesAreAMessageOrAProtocolExceptionButNothingWorse() {
        Random random = new Random(20261121);
        List<Vector> vectors = vectors().toList();
        for (int i = 0; i < 30_000; i++) {
            byte[] bytes = vectors.get(random.nextInt(vectors.size())).bytes().clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            readAndRelay(bytes);
        }
    }

    /** Reads all there is and, as a server would, passes the arguments on: no receiver may be unable to read them. */
    private void readAndRelay(byte[] bytes) {
        int end = protocol().end(bytes, 0, 0, bytes.length);
        if (end < 0 || end > bytes.length) {
            return;
        }
        HubMessage message;
        try {
            message = protocol().parse(bytes, 0, end);
        } catch (ProtocolException expected) {
            return;
        }
        if (message instanceof Invocation invocation
                && invocation.arguments().flaw().isEmpty()) {
            Invocation relayed = Invocation.of("relayed", invocation.arguments());
            try {
                assertThat(parse(protocol().encode(relayed))).isEqualTo(relayed);
                assertReadable(relayed, new JsonHubProtocol());
                assertReadable(relayed, new MessagePackHubProtocol());
            } catch (ProtocolException e) {
                throw new AssertionError(
                        "Relayed what nobody can read: "
                                + invocation.arguments().get(0),
                        e);
            }
        }
    }

    private static void assertReadable(Invocation relayed, HubProtocol other) throws ProtocolException {
        byte[] bytes = other.encode(relayed);
        assertThat(other.end(bytes, 0, 0, bytes.length)).isEqualTo(bytes.length);
        Invocation received = (Invocation) other.parse(bytes, 0, bytes.length);
        assertThat(received.arguments().size()).isEqualTo(relayed.arguments().size());
    }

    private static List<Integer> indexes(int to) {
        return IntStream.rangeClosed(0, to).boxed().toList();
    }

    HubMessage parse(byte[] framed) throws ProtocolException {
        return protocol().parse(framed, 0, framed.length);
    }

    private Stream<Vector> vectors() {
        return Stream.concat(written(), onlyRead());
    }

    private static void assertBytes(byte[] actual, byte[] expected) {
        assertThat(new String(actual, ISO_8859_1)).isEqualTo(new String(expected, ISO_8859_1));
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static Stream<DynamicTest> each(Stream<Vector> vectors, Check check) {
        return vectors.map(vector -> dynamicTest(vector.name(), (Executable) () -> check.of(vector)));
    }

    private interface Check {
        void of(Vector vector) throws Throwable;
    }
}
