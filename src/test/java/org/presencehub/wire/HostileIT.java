package org.presencehub.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.call;
import static org.presencehub.testing.Records.done;
import static org.presencehub.testing.Records.event;
import static org.presencehub.testing.Records.quoted;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;

import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.testing.Frame;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** One client sends what it should not, another is who might suffer: a hostile client ends at most its own connection. */
@WireTest
final class HostileIT {
    private final String anna = unique("anna");
    private final String bert = unique("bert");
    private final WireClient sender;
    private final WireClient receiver;

    HostileIT(ServerUnderTest server) {
        sender = server.opening(LATCH, anna).connect().register(anna);
        receiver = server.opening(LATCH, bert).connect().register(bert);
    }

    @AfterEach
    void hangUp() {
        sender.close();
        receiver.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01",
                "[01]",
                "-",
                "1.",
                ".5",
                "1e",
                "+1",
                "0x1",
                "tru",
                "nul",
                "{\"a\" 1}",
                "{a:1}",
                "[1 2]",
                "\"\u0000\""
            })
    void aPayloadThatIsNoJsonClosesItsSender(String payload) {
        sender.send(toBert("1", payload)).expectBroken();

        expectReceiverToLive();
    }

    @Test
    void aPayloadTenThousandLevelsDeepClosesItsSender() {
        sender.send(toBert("1", "[".repeat(10_000) + "]".repeat(10_000))).expectBroken();

        expectReceiverToLive();
    }

    @Test
    void openBracketsWithoutEndCloseTheirSender() {
        sender.sendText("[".repeat(100_000)).expectBroken();

        expectReceiverToLive();
    }

    @ParameterizedTest
    @Tag("ours")
    @ValueSource(
            strings = {
                "\"\\ud800\"",
                "\"\\udc00\"",
                "\"\\ud800\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\\ud800x\"",
                "{\"\\ud800\":1}",
                "[{\"a\":[\"\\uDFFF\"]}]"
            })
    void aLoneSurrogateInAPayloadFailsItsCallAndEndsNobody(String payload) {
        sender.send(toBert("1", payload));
        assertThat(Records.parse(sender.next()).getString("error"))
                .endsWith("is a value with text that is not Unicode.");

        sender.expectAlive();
        expectReceiverToLive();
    }

    @Test
    @Tag("ours")
    void aLoneSurrogateInATargetIsAMethodThatIsNotThere() {
        sender.send(call("1", "\\ud800"));
        assertThat(Records.parse(sender.next()).getString("error")).endsWith("Method does not exist.");

        sender.expectAlive();
    }

    @Test
    void aLoneSurrogateInAnIdClosesItsSender() {
        sender.send("{\"type\":1,\"invocationId\":\"\\ud800\",\"target\":\"x\",\"arguments\":[]}")
                .expectBroken();
    }

    @Test
    void invalidUtf8InATextFrameClosesItsSender() {
        sender.socket().send(Frame.of(Frame.TEXT, broken(toBert("1", "\"\u00ff\""))));

        assertThat(sender.socket().closeCode()).isEqualTo(1007);
        expectReceiverToLive();
    }

    /** An overlong slash, a surrogate in UTF-8, half a character, a byte that never occurs, a code point too high. */
    @ParameterizedTest
    @Tag("ours")
    @ValueSource(strings = {"\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00e2\u0082", "\u00ff", "\u00f4\u0090\u0080\u0080"})
    void invalidUtf8InABinaryFrameFailsItsCallAndEndsNobody(String bytes) {
        sender.socket().send(Frame.binary(broken(toBert("1", "\"" + bytes + "\""))));
        assertThat(Records.parse(sender.next()).getString("error"))
                .endsWith("is a value with text that is not Unicode.");

        sender.expectAlive();
        expectReceiverToLive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\u0000\"",
                "\"\\u001e\"",
                "\"\\ud83d\\ude00\"",
                "\"\u2028\u2029\u00a0\ufeff\u007f\"",
                "\"</script><!--\"",
                "{\"__proto__\":{\"x\":1}}",
                "\"\\\\u001e\""
            })
    void whatOnlyLooksHostilePasses(String payload) {
        sender.send(toBert("1", payload)).expect(done("1"));

        receiver.expect(event("Tests_Payload", payload)).expectAlive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "1E+3",
                "-0",
                "12345678901234567890123456789",
                "1e400",
                "0.1000",
                "{\"b\":1,\"a\":2,\"b\":3}",
                "[[],{},null,true,false,\"\"]"
            })
    void payloadsAreRelayedWordForWord(String payload) {
        sender.send(toBert("1", " " + payload + "\t\r\n")).expect(done("1"));

        assertThat(receiver.next())
                .isEqualTo("{\"type\":1,\"target\":\"Tests_Payload\",\"arguments\":[" + payload + "]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u001e\\\"b", "\\u0000", "<b>", "é", "__proto__"})
    void eventNamesAreRelayedToo(String name) {
        sender.send(call("1", "UnicastAsync", quoted(bert), "\"Tests\"", "\"" + name + "\"", "1"))
                .expect(done("1"));

        receiver.expect(event("Tests_" + name, "1")).expectAlive();
    }

    @Test
    void tenThousandTinyFramesAreRead() {
        Frame[] frames = toBert("1", "\"" + "x".repeat(10_000) + "\"")
                .concat(Records.SEPARATOR)
                .chars()
                .mapToObj(character -> Frame.text(Character.toString(character)))
                .toArray(Frame[]::new);
        assertThat(frames).hasSizeGreaterThan(10_000);

        sender.socket().send(frames);

        sender.expect(done("1"));
        assertThat(receiver.awaitEvent("Tests_Payload").getString(0)).hasSize(10_000);
    }

    @Test
    void tenThousandEmptyFragmentsAreRead() {
        Frame[] empty = Collections.nCopies(
                        10_000, Frame.of(Frame.CONTINUATION, new byte[0]).unfinished())
                .toArray(Frame[]::new);

        sender.socket().send(Frame.text("").unfinished());
        sender.socket().send(empty);
        sender.socket().send(Frame.of(Frame.CONTINUATION, Records.bytes(toBert("1", "1"))));

        sender.expect(done("1"));
        receiver.expect(event("Tests_Payload", "1"));
    }

    @Test
    void aThousandRecipientsOfWhichOneExistsReachThatOneOnce() {
        String[] users = new String[1_000];
        Arrays.setAll(users, i -> quoted(i % 2 == 0 ? bert : unique("nobody")));
        sender.send(call("1", "MulticastAsync", Arrays.toString(users), "\"Tests\"", "\"Payload\"", "1"))
                .expect(done("1"));

        receiver.expect(event("Tests_Payload", "1"));
        expectReceiverToLive();
    }

    private String toBert(String id, String jsonPayload) {
        return call(id, "UnicastAsync", quoted(bert), "\"Tests\"", "\"Payload\"", jsonPayload);
    }

    /** A record whose characters are the bytes to send. */
    private static byte[] broken(String record) {
        return Records.of(record).getBytes(ISO_8859_1);
    }

    private void expectReceiverToLive() {
        assertThat(receiver.invoke("NoSuchMethod")).containsKey("error");
    }
}
