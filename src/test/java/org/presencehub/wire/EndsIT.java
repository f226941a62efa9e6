package org.presencehub.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;
import static org.presencehub.testing.WireClient.CLOSE;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.testing.Bytes;
import org.presencehub.testing.Frame;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** How connections end: HubProtocol.md, Close message encoding; RFC 6455 §5 and §7. */
@WireTest
final class EndsIT {
    private static final int CROSSINGS = 300;

    private final ServerUnderTest server;
    private final WireClient client;

    EndsIT(ServerUnderTest server) {
        this.server = server;
        client = server.opening(LATCH, unique("anna")).connect();
    }

    @AfterEach
    void hangUp() {
        client.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CLOSE,
                "{\"type\":7,\"allowReconnect\":false}",
                "{\"type\":7,\"error\":\"I am done\"}",
                "{\"type\":7,\"error\":\"\"}"
            })
    void aHubCloseIsAnsweredInKindThenTheSocketCloses(String close) {
        client.send(close).expect(CLOSE).expectClose(1000);
    }

    /** ASP.NET Core SignalR closes with an error instead, and so the client was lost, which takes longer to be believed. */
    @ParameterizedTest
    @Tag("ours")
    @ValueSource(strings = {"{\"type\":7,\"error\":5}", "{\"allowReconnect\":1,\"type\":7}"})
    void aHubCloseWhoseRestCannotBeReadIsAnsweredInKind(String close) {
        client.send(close).expect(CLOSE).expectClose(1000);
    }

    /** As the Java client stops: it waits for an answer, which a server's race must not keep from it. */
    @Test
    @Tag("ours")
    void aCloseFrameThatCrossesTheAnswerToAHubCloseIsAnswered() {
        for (int i = 0; i < CROSSINGS; i++) {
            try (WireClient stopping = server.opening(LATCH, unique("anna")).connect()) {
                stopping.socket().patience(Duration.ofSeconds(8));
                stopping.socket().send(Frame.text(CLOSE + "\u001e"), Frame.close(1000, ""));

                assertThat(stopping.socket().closeCode()).isIn(1000, 1005);
            }
        }
    }

    @Test
    void callsBehindAHubCloseAreNotAnswered() {
        client.send(CLOSE, Records.call("1", "NoSuchMethod")).expect(CLOSE).expectClose(1000);
    }

    /** ASP.NET Core SignalR answers 1000 to all of them, containers echo (RFC 6455 §5.5.1): clients look at neither. */
    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1003, 1007, 1011, 3000, 4999})
    void anyValidCloseCodeIsAnsweredByACleanClose(int code) {
        client.socket().send(Frame.close(code, "bye"));

        assertThat(client.socket().closeCode()).isIn(1000, code);
    }

    @Test
    void aCloseWithoutCodeIsAnsweredWith1000() {
        client.socket().send(Frame.of(Frame.CLOSE, new byte[0]));

        assertThat(client.socket().closeCode()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 2999, 5000})
    void anInvalidCloseCodeIsAProtocolError(int code) {
        client.socket().send(Frame.close(code, ""));

        assertThat(client.socket().closeCode()).isEqualTo(1002);
    }

    @Test
    void aCloseOfOneByteIsAProtocolError() {
        client.socket().send(Frame.of(Frame.CLOSE, new byte[] {3}));

        assertThat(client.socket().closeCode()).isEqualTo(1002);
    }

    @Test
    void anUnmaskedFrameIsAProtocolError() {
        expectProtocolError(Frame.text(Records.of(WireClient.PING)).unmasked());
    }

    @Test
    void reservedBitsAreAProtocolError() {
        expectProtocolError(
                Frame.text(Records.of(WireClient.PING)).reserved(0x70).masked());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 7, 11, 15})
    void anUnknownOpcodeIsAProtocolError(int opcode) {
        expectProtocolError(Frame.of(opcode, Records.bytes(WireClient.PING)).masked());
    }

    @Test
    void aContinuationOfNothingIsAProtocolError() {
        expectProtocolError(
                Frame.of(Frame.CONTINUATION, Records.bytes(WireClient.PING)).masked());
    }

    @Test
    void aNewMessageInsideAnotherIsAProtocolError() {
        expectProtocolError(Bytes.concat(
                Frame.text("{").unfinished().masked(), Frame.text("}").masked()));
    }

    @Test
    void aFragmentedControlFrameIsAProtocolError() {
        expectProtocolError(Frame.of(Frame.PING, new byte[1]).unfinished().masked());
    }

    @Test
    void aControlFrameAbove125BytesIsAProtocolError() {
        expectProtocolError(Frame.of(Frame.PING, new byte[126]).masked());
    }

    @Test
    void invalidUtf8InATextFrameIsInvalidPayload() {
        byte[] record = "{\"type\":1,\"target\":\"\u00c3(\",\"arguments\":[]}\u001e".getBytes(ISO_8859_1);
        client.socket().send(Frame.of(Frame.TEXT, record));

        assertThat(client.socket().closeCode()).isEqualTo(1007);
    }

    @Test
    void aPingOfTheSocketIsAnsweredWithItsPayloadBetweenFragmentsToo() {
        client.socket().send(Frame.text("{\"type\"").unfinished(), Frame.of(Frame.PING, new byte[] {1, 2}));
        client.socket().send(Frame.of(Frame.CONTINUATION, Records.bytes(":6}")));

        Frame pong = client.socket().readAny();
        assertThat(pong.opcode()).isEqualTo(Frame.PONG);
        assertThat(pong.payload()).containsExactly(1, 2);
        client.expectAlive();
    }

    @Test
    void anUnaskedPongIsIgnored() {
        client.socket().send(Frame.of(Frame.PONG, new byte[] {1}));

        client.expectAlive();
    }

    @Test
    void emptyFramesAreIgnored() {
        client.socket()
                .send(Frame.text(""), Frame.binary(new byte[0]), Frame.text("").unfinished());
        client.socket().send(Frame.of(Frame.CONTINUATION, new byte[0]));

        client.expectAlive();
    }

    private void expectProtocolError(byte[] bytes) {
        client.socket().sendRaw(bytes);

        assertThat(client.socket().closeCode()).isEqualTo(1002);
    }
}
