package org.presencehub.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

/** The vectors are ASP.NET Core SignalR's own, and what its JavaScript client writes. */
class MessagePackHubProtocolTest extends HubProtocolContract {
    private static final String OBJECT =
            "86 aa537472696e6750726f70 a85369676e616c5221 aa446f75626c6550726f70 cb401921fb5442cf12"
                    + " a7496e7450726f70 2a ac4461746554696d6550726f70 d6ff58ec1c80 a84e756c6c50726f70 c0 ab4279746541727250726f70"
                    + " c403010203";

    @Override
    HubProtocol protocol() {
        return new MessagePackHubProtocol();
    }

    @Override
    Payload payload(String json) {
        return Json.of(json).packed();
    }

    @Override
    Stream<Vector> written() {
        return Stream.of(
                base64("invocation with an id", call("xyz", "method"), "lgGAo3h5eqZtZXRob2SQkA=="),
                base64("invocation", Invocation.of("method", Arguments.EMPTY), "lgGAwKZtZXRob2SQkA=="),
                base64("invocation with 42", Invocation.of("method", values("2a")), "lgGAwKZtZXRob2SRKpA="),
                base64(
                        "invocation with 42 and text",
                        Invocation.of("method", values("2a", "a6737472696e67")),
                        "lgGAwKZtZXRob2SSKqZzdHJpbmeQ"),
                base64("invocation with nil", Invocation.of("method", values("c0")), "lgGAwKZtZXRob2SRwJA="),
                base64(
                        "invocation with an enum",
                        Invocation.of("method", values("2a", "a34f6e65")),
                        "lgGAwKZtZXRob2SSKqNPbmWQ"),
                base64(
                        "invocation with an object",
                        Invocation.of("method", values("2a", "a6737472696e67", OBJECT)),
                        "lgGAwKZtZXRob2STKqZzdHJpbmeGqlN0cmluZ1Byb3CoU2lnbmFsUiGqRG91YmxlUHJvcMtAGSH7VELPEqdJbnRQcm9wKqxEYXRlVGltZVByb3DW/1jsHICoTnVsbFByb3DAq0J5dGVBcnJQcm9wxAMBAgOQ"),
                base64(
                        "invocation with an upload stream",
                        new Invocation(null, "Target", Arguments.EMPTY, List.of("__test_id__")),
                        "lgGAwKZUYXJnZXSQkatfX3Rlc3RfaWRfXw=="),
                base64(
                        "invocation with an argument and an upload stream",
                        new Invocation(null, "Target", values("2a"), List.of("__test_id__")),
                        "lgGAwKZUYXJnZXSRKpGrX190ZXN0X2lkX18="),
                base64(
                        "invocation with upload streams",
                        new Invocation(null, "Target", Arguments.EMPTY, List.of("__test_id__", "__test_id2__")),
                        "lgGAwKZUYXJnZXSQkqtfX3Rlc3RfaWRfX6xfX3Rlc3RfaWQyX18="),
                base64("stream item 42", item("2a"), "lAKAo3h5eio="),
                base64("stream item 42.0f", item("ca42280000"), "lAKAo3h5espCKAAA"),
                base64("stream item text", item("a6737472696e67"), "lAKAo3h5eqZzdHJpbmc="),
                base64("stream item true", item("c3"), "lAKAo3h5esM="),
                base64("stream item nil", item("c0"), "lAKAo3h5esA="),
                base64("stream item enum", item("a34f6e65"), "lAKAo3h5eqNPbmU="),
                base64(
                        "completion with an error",
                        Completion.failure("xyz", "Error not found!"),
                        "lQOAo3h5egGwRXJyb3Igbm90IGZvdW5kIQ=="),
                base64("completion without a result", Completion.empty("xyz"), "lAOAo3h5egI="),
                base64("completion with 42", result("2a"), "lQOAo3h5egMq"),
                base64("completion with 42.0f", result("ca42280000"), "lQOAo3h5egPKQigAAA=="),
                base64("completion with text", result("a6737472696e67"), "lQOAo3h5egOmc3RyaW5n"),
                base64("completion with true", result("c3"), "lQOAo3h5egPD"),
                base64("completion with nil", result("c0"), "lQOAo3h5egPA"),
                base64("completion with an enum", result("a34f6e65"), "lQOAo3h5egOjT25l"),
                base64(
                        "completion with an object",
                        result(OBJECT),
                        "lQOAo3h5egOGqlN0cmluZ1Byb3CoU2lnbmFsUiGqRG91YmxlUHJvcMtAGSH7VELPEqdJbnRQcm9wKqxEYXRlVGltZVByb3DW/1jsHICoTnVsbFByb3DAq0J5dGVBcnJQcm9wxAMBAgM="),
                base64(
                        "completion with objects",
                        result("92" + OBJECT + OBJECT),
                        "lQOAo3h5egOShqpTdHJpbmdQcm9wqFNpZ25hbFIhqkRvdWJsZVByb3DLQBkh+1RCzxKnSW50UHJvcCqsRGF0ZVRpbWVQcm9w1v9Y7ByAqE51bGxQcm9wwKtCeXRlQXJyUHJvcMQDAQIDhqpTdHJpbmdQcm9wqFNpZ25hbFIhqkRvdWJsZVByb3DLQBkh+1RCzxKnSW50UHJvcCqsRGF0ZVRpbWVQcm9w1v9Y7ByAqE51bGxQcm9wwKtCeXRlQXJyUHJvcMQDAQID"),
                base64("stream invocation", stream(), "lgSAo3h5eqZtZXRob2SQkA=="),
                base64("stream invocation with 42", stream("2a"), "lgSAo3h5eqZtZXRob2SRKpA="),
                base64("stream invocation with nil", stream("c0"), "lgSAo3h5eqZtZXRob2SRwJA="),
                base64("stream invocation with an enum", stream("a34f6e65"), "lgSAo3h5eqZtZXRob2SRo09uZZA="),
                base64(
                        "stream invocation with an upload stream",
                        new StreamInvocation("xyz", "method", values("2a"), List.of("__test_id__")),
                        "lgSAo3h5eqZtZXRob2SRKpGrX190ZXN0X2lkX18="),
                base64("cancel", CancelInvocation.of("xyz"), "kwWAo3h5eg=="),
                base64("ping", Ping.INSTANCE, "kQY="),
                base64("close", new Close(null, false), "kwfAwg=="),
                base64("close with an error", new Close("Error!", false), "kwemRXJyb3Ihwg=="),
                base64("close to reconnect", new Close(null, true), "kwfAww=="),
                base64("close with an error to reconnect", new Close("Error!", true), "kwemRXJyb3Ihww=="),
                base64("ack", new Ack(42), "kggq"),
                base64("sequence", new Sequence(146), "kgnMkg=="),
                hex("framed invocation", Invocation.of("method", values("2a")), "0e9601 80c0a66d6574686f64 912a90"),
                hex("framed sequence", new Sequence(146), "04 9209cc92"));
    }

    @Override
    Stream<Vector> onlyRead() {
        return Stream.of(
                hex(
                        "JavaScript invokes",
                        Invocation.of("0", "Add", values("01", "02")),
                        "0c 950180a130a3416464 920102"),
                hex("JavaScript sends", Invocation.of("Foo", values("a178")), "0b 950180c0a3466f6f 91a178"),
                hex(
                        "JavaScript uploads",
                        new Invocation("1", "Up", Arguments.EMPTY, List.of("2")),
                        "0c 960180a131a25570 9091a132"),
                hex("upload item", StreamItem.of("2", packed("05")), "06 940280a13205"),
                hex("upload end", Completion.empty("2"), "06 940380a13202"),
                hex("failed upload end", Completion.failure("2", "bad"), "0a 950380a13201a3626164"),
                hex("JavaScript cancels", CancelInvocation.of("3"), "05 930580a133"),
                hex("JavaScript closes", new Close(null, false), "03 9207c0"),
                hex("close with an empty error", new Close("", false), "04 9307a0c2"),
                base64("empty id is none", Invocation.of("method", Arguments.EMPTY), "lgGAoKZtZXRob2SQkA=="),
                base64(
                        "completion with headers",
                        Completion.empty("xyz"),
                        "lAODo0Zvb6NCYXKyS2V5V2l0aApOZXcNCkxpbmVzq1N0aWxsIFdvcmtzsVZhbHVlV2l0aE5ld0xpbmVzsEFsc28KV29ya3MNCkZpbmWjeHl6Ag=="),
                base64(
                        "failure with headers",
                        Completion.failure("xyz", "Error not found!"),
                        "lQODo0Zvb6NCYXKyS2V5V2l0aApOZXcNCkxpbmVzq1N0aWxsIFdvcmtzsVZhbHVlV2l0aE5ld0xpbmVzsEFsc28KV29ya3MNCkZpbmWjeHl6AbBFcnJvciBub3QgZm91bmQh"),
                base64(
                        "cancel with headers",
                        new CancelInvocation("xyz"),
                        "kwWDo0Zvb6NCYXKyS2V5V2l0aApOZXcNCkxpbmVzq1N0aWxsIFdvcmtzsVZhbHVlV2l0aE5ld0xpbmVzsEFsc28KV29ya3MNCkZpbmWjeHl6"),
                body("junk at the end", call("xyz", "method"), "980180a378797aa66d6574686f649090c3a26578"),
                body("junk that is no MessagePack", Ping.INSTANCE, "9206c1c1"),
                body("error nil", Completion.empty("xyz"), "950380a378797a01c0"),
                body("type in more bytes than it needs", Ping.INSTANCE, "91d200000006"),
                body("array with a long header", Ping.INSTANCE, "dd0000000106"),
                hex("length in more bytes than it needs", Ping.INSTANCE, "828000 9106"),
                body("62 levels of arguments", Invocation.of("m", values(nested(62))), "950180c0a16d91" + nested(62)),
                body("63 levels of a result", result(nested(63)), "950380a378797a03" + nested(63)),
                body(
                        "keys that are numbers",
                        result("83 01c0 cb3ff8000000000000c0 ff90"),
                        "950380a378797a0383 01c0 cb3ff8000000000000c0 ff90"));
    }

    @Override
    Stream<Broken> broken() {
        return Stream.of(
                new Broken("nothing", bytes("00"), "Reading array length for 'message' failed."),
                broken("2a", "Reading array length for 'message' failed."),
                broken("c1", "Reading array length for 'message' failed."),
                broken("90", "Reading 'messageType' as Int32 failed."),
                broken("91a3666f6f", "Reading 'messageType' as Int32 failed."),
                broken("91cb4018000000000000", "Reading 'messageType' as Int32 failed."),
                broken("91ce80000000", "Reading 'messageType' as Int32 failed."),
                broken("9101", "Reading map length for 'headers' failed."),
                broken("9201a3666f6f", "Reading map length for 'headers' failed."),
                broken("9201c0", "Reading map length for 'headers' failed."),
                broken("9201822aa3666f6f", "Reading 'headers[0].Key' as String failed."),
                broken("920182a3666f6f2a", "Reading 'headers[0].Value' as String failed."),
                broken("920184a3666f6fa3666f6f90a3666f6f", "Reading 'headers[1].Key' as String failed."),
                broken("920184a3666f6fa3666f6fa3666f6f90", "Reading 'headers[1].Value' as String failed."),
                broken("950181a0a178c0a16d90", "Null or empty key in header."),
                broken("950181a178a0c0a16d90", "Null or empty value in header."),
                broken("950181a178c0c0a16d90", "Null or empty value in header."),
                broken("920180", "Reading 'invocationId' as String failed."),
                broken("910180c2", "Reading 'invocationId' as String failed."),
                broken("930180a3616263", "Reading 'target' as String failed."),
                broken("940180a36162632a", "Reading 'target' as String failed."),
                broken("950180c0c090", "Null or empty target for Invocation message."),
                broken("950180c0a090", "Null or empty target for Invocation message."),
                broken("940180a3616263a378797a", "Reading array length for 'arguments' failed."),
                broken("950180a3616263a378797a2a", "Reading array length for 'arguments' failed."),
                broken("960180c0a16d90c0", "Reading array length for 'streamIds' failed."),
                broken("960180c0a16d909101", "Reading 'streamIds' as String failed."),
                broken("960180c0a16d9091a0", "Null or empty value in streamIds received."),
                broken("920480", "Reading 'invocationId' as String failed."),
                broken("930480c2", "Reading 'invocationId' as String failed."),
                broken("950480c0a16d90", "Null or empty invocation ID for StreamInvocation message."),
                broken("930480a3616263", "Reading 'target' as String failed."),
                broken("940480a36162632a", "Reading 'target' as String failed."),
                broken("950480a131a090", "Null or empty target for StreamInvocation message."),
                broken("940480a3616263a378797a", "Reading array length for 'arguments' failed."),
                broken("920280", "Reading 'invocationId' as String failed."),
                broken("930280c2", "Reading 'invocationId' as String failed."),
                broken("940280a02a", "Null or empty invocation ID for StreamItem message."),
                broken("930280a378797a", "Reading 'item' failed."),
                broken("920380", "Reading 'invocationId' as String failed."),
                broken("930380c2", "Reading 'invocationId' as String failed."),
                broken("940380c002", "Null or empty invocation ID for Completion message."),
                broken("940380a378797aa378797a", "Reading 'resultKind' as Int32 failed."),
                broken("940380a378797a2a", "Invalid invocation result kind."),
                broken("940380a378797a00", "Invalid invocation result kind."),
                broken("940380a378797a01", "Reading 'error' as String failed."),
                broken("950380a378797a012a", "Reading 'error' as String failed."),
                broken("940380a378797a03", "Reading 'result' failed."),
                broken("930580c2", "Reading 'invocationId' as String failed."),
                broken("930580a0", "Null or empty invocation ID for CancelInvocation message."),
                broken("9308", "Reading 'sequenceId' as Int64 failed."),
                broken("9208a131", "Reading 'sequenceId' as Int64 failed."),
                broken("9209cfffffffffffffffff", "Reading 'sequenceId' as Int64 failed."),
                broken("9209", "Reading 'sequenceId' as Int64 failed."),
                // What would make others fail who are sent it.
                argument("c1", "Reading 'arguments' failed."),
                broken("950180a1ffa16d90", "A string is not UTF-8."),
                broken("960180a131a16d9091a3eda080", "A string is not UTF-8."),
                broken("940280a1ff01", "A string is not UTF-8."),
                broken("940380a1ff02", "A string is not UTF-8."),
                broken("930580a1ff", "A string is not UTF-8."),
                argument(nested(63), "The message is nested deeper than 64 levels."),
                argument("91".repeat(62) + "d401ff", "The message is nested deeper than 64 levels."), // {type, data}
                // What is not there.
                argument("a5616263", "A value is longer than the message."),
                argument("c6ffffffff00", "Reading 'arguments' failed."),
                argument("c67fffffff00", "A value is longer than the message."),
                argument("db7fffffff00", "A value is longer than the message."),
                argument("c97fffffff0100", "A value is longer than the message."),
                argument("dd7fffffff00", "Reading 'arguments' failed."),
                argument("ddffffffff00", "Reading 'arguments' failed."),
                argument("df7fffffff00", "Reading 'arguments' failed."),
                broken("950180c0a16ddd7fffffff01", "Reading 'arguments' failed."),
                // Lengths.
                new Broken("no length", bytes("808080808000"), "Messages over 2GB in size are not supported."),
                new Broken("too large a length", bytes("808080800f"), "Messages over 2GB in size are not supported."),
                new Broken("another length", bytes("059106"), "Messages over 2GB in size are not supported."));
    }

    @Override
    byte[] messageOfType(int type) {
        return framed(new MessagePackWriter()
                .array(3)
                .integer(type)
                .nil()
                .bool(true)
                .value()
                .toByteArray());
    }

    @Test
    void itIsTheBinaryProtocolNamedMessagepack() {
        assertThat(protocol().name()).isEqualTo("messagepack");
        assertThat(protocol().binary()).isTrue();
        assertThat(HubProtocols.all().find("MessagePack")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, true", "1, true", "2, true", "3, false"})
    void versionsUpToTheSecondAreSpoken(int version, boolean spoken) {
        assertThat(protocol().supports(version)).isEqualTo(spoken);
    }

    @TestFactory
    Stream<DynamicTest> messagesHaveTheSizesThatOthersGiveThem() {
        return Stream.of(
                size(Invocation.of("Target", values("01")), 15),
                size(Invocation.of("1", "Target", values("01")), 16),
                size(new Invocation("1", "Target", values("01"), List.of("2")), 18),
                size(new Close(null, false), 5),
                size(new Close("error", false), 10),
                size(StreamItem.of("1", packed("c0")), 7),
                size(StreamItem.of("1", packed("01")), 7),
                size(Completion.empty("1"), 7),
                size(Completion.result("1", packed("01")), 8),
                size(Completion.failure("1", "error"), 13),
                size(new StreamInvocation("1", "target", Arguments.EMPTY, List.of()), 15),
                size(new StreamInvocation("1", "target", Arguments.EMPTY, List.of("2")), 17),
                size(CancelInvocation.of("1"), 6),
                size(Ping.INSTANCE, 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152})
    void lengthsTakeAsManyBytesAsTheyNeed(int length) {
        byte[] bytes = LengthPrefix.before(length);
        assertThat(LengthPrefix.end(bytes, 0, bytes.length)).isEqualTo(bytes.length);
        assertThat(LengthPrefix.end(bytes, 0, bytes.length - 1)).isEqualTo(bytes.length);
        assertThat(bytes.length - length).isEqualTo((31 - Integer.numberOfLeadingZeros(length)) / 7 + 1);
    }

    @Test
    void whatIsNoLengthEndsAtOnceSoThatItIsRefused() {
        assertThat(end("ffffffff")).isEqualTo(-1);
        assertThat(end("ffffffff07")).isEqualTo(Integer.MAX_VALUE);
        assertThat(end("8001")).isEqualTo(130);
        assertThat(end("ffffffff0800")).isEqualTo(5);
        assertThat(end("ffffffffff00")).isEqualTo(5);
        assertThat(end("808080808000")).isEqualTo(5);
    }

    /** What would make others fail who are sent it. */
    @ParameterizedTest
    @CsvSource({
        "a1ff, text that is not Unicode",
        "a3eda080, text that is not Unicode",
        "a3eda0bd, text that is not Unicode",
        "a2c080, text that is not Unicode",
        "d902fffe, text that is not Unicode",
        "81a1ff01, text that is not Unicode",
        "92a1ff92c081a161c0, text that is not Unicode",
        "81c001, a key that is neither text nor a number",
        "81c301, a key that is neither text nor a number",
        "819001, a key that is neither text nor a number",
        "8192a161a16201, a key that is neither text nor a number",
        "81c4010101, a key that is neither text nor a number",
        "81a95f5f70726f746f5f5f01, the key __proto__",
        "d5ff0000, a timestamp that is no point in time",
        "c705ff0000000000, a timestamp that is no point in time",
        "c70cff000000007fffffffffffffff, a timestamp that is no point in time",
        "c70cffffffffff7fffffffffffffff, a timestamp that is no point in time",
    })
    void aValueThatCouldBreakAReceiverIsReadToItsEndAndGivenToNobody(String hex, String what) throws ProtocolException {
        Invocation call = (Invocation) parse(framed(bytes("960180a131a16d9301" + hex + "0291a132")));
        Arguments.Flaw flaw = call.arguments().flaw().orElseThrow();
        assertThat(call.streamIds()).containsExactly("2");
        assertThat(flaw.index()).isEqualTo(1);
        assertThat(flaw.value().what()).isEqualTo("a value with " + what);
        assertThatThrownBy(() -> protocol().encode(call)).isInstanceOf(IllegalStateException.class);
        assertThat(((StreamItem) parse(framed(bytes("940280a131" + hex)))).item())
                .isEqualTo(flaw.value());
        assertThat(((Completion) parse(framed(bytes("950380a13103" + hex)))).result())
                .isEqualTo(flaw.value());
    }

    /** Nobody acts on it, or it is looked up and not found, or is for people to read. */
    @Test
    void textThatIsNoUnicodeInNoValueBreaksNothing() throws ProtocolException {
        assertThat(parse(framed(bytes("930581a1ffa2c080a131")))).isEqualTo(CancelInvocation.of("1"));
        assertThat(parse(framed(bytes("950180c0a261ff90")))).isEqualTo(Invocation.of("a\uFFFD", Arguments.EMPTY));
        assertThat(parse(framed(bytes("950380a13101a1ff")))).isEqualTo(Completion.failure("1", "\uFFFD"));
        assertThat(parse(framed(bytes("9307a1ffc3")))).isEqualTo(new Close("\uFFFD", true));
    }

    /** Go's client sends headers, which no close has. */
    @ParameterizedTest
    @ValueSource(strings = {"940780a0c2", "9107", "930705 06", "92072a", "9307c02a", "9307", "9307c1c1", "9407 81"})
    void aCloseWhoseRestCannotBeReadIsAGoodbye(String hex) throws ProtocolException {
        assertThat(parse(framed(bytes(hex)))).isEqualTo(new Close(null, false));
    }

    @Test
    void emptyErrorOfACloseIsNilToClients() {
        assertThat(protocol().encode(new Close("", true))).isEqualTo(protocol().encode(new Close(null, true)));
    }

    /** On the way to memory for two thousand million items, this would take all there is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dd7fffffff",
                "9201df7fffffff",
                "950180c0a16ddd7fffffff",
                "960180c0a16d90dd7fffffff",
                "950180c0a16d91c67fffffff",
                "950180c0db7fffffff",
                "950380a131 03c97fffffff01"
            })
    void claimedLengthAllocatesNothing(String hex) {
        byte[] message = framed(bytes(hex));
        long before = allocated();
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> parse(message)).isInstanceOf(ProtocolException.class);
        }
        assertThat(allocated() - before).isLessThan(20_000_000);
    }

    @Test
    void payloadStaysOutOfTheLog() {
        Packed secret = packed("a6736563726574");
        assertThat(Stream.of(StreamItem.of("1", secret), Completion.result("1", secret), Arguments.of(secret)))
                .noneMatch(each -> each.toString().contains("736563726574"));
    }

    @Test
    void messageThatNobodyActsOnIsNotRead() throws ProtocolException {
        assertThat(parse(framed(bytes("930ac1c1")))).isEqualTo(new Unknown(10));
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    private int end(String hex) {
        byte[] bytes = bytes(hex);
        return protocol().end(bytes, 0, 0, bytes.length);
    }

    private DynamicTest size(HubMessage message, int size) {
        return DynamicTest.dynamicTest(
                message.toString(), () -> assertThat(protocol().encode(message)).hasSize(size));
    }

    private static Invocation call(String id, String target) {
        return Invocation.of(id, target, Arguments.EMPTY);
    }

    private static StreamItem item(String hex) {
        return StreamItem.of("xyz", packed(hex));
    }

    private static Completion result(String hex) {
        return Completion.result("xyz", packed(hex));
    }

    private static StreamInvocation stream(String... hex) {
        return new StreamInvocation("xyz", "method", values(hex), List.of());
    }

    private static Arguments values(String... hex) {
        return Arguments.of(
                Stream.of(hex).map(MessagePackHubProtocolTest::packed).toList());
    }

    private static Packed packed(String hex) {
        byte[] bytes = bytes(hex);
        return new Packed(bytes, 0, bytes.length);
    }

    private static String nested(int depth) {
        return "91".repeat(depth - 1) + "90";
    }

    private static Vector base64(String name, HubMessage message, String unframed) {
        return new Vector(name, message, framed(Base64.getDecoder().decode(unframed)));
    }

    private static Vector body(String name, HubMessage message, String unframed) {
        return new Vector(name, message, framed(bytes(unframed)));
    }

    private static Vector hex(String name, HubMessage message, String framed) {
        return new Vector(name, message, bytes(framed));
    }

    private static Broken broken(String unframed, String text) {
        return new Broken(unframed, framed(bytes(unframed)), text);
    }

    private static Broken argument(String hex, String text) {
        return broken("950180c0a16d91" + hex, text);
    }

    private static byte[] framed(byte[] body) {
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        for (int left = body.length; ; left >>>= 7) {
            framed.write((left & 0x7F) | (left > 0x7F ? 0x80 : 0));
            if (left <= 0x7F) {
                break;
            }
        }
        framed.writeBytes(body);
        return framed.toByteArray();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
