package org.presencehub.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.call;
import static org.presencehub.testing.Records.failed;
import static org.presencehub.testing.Records.quoted;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;
import static org.presencehub.testing.WireClient.HANDSHAKE;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.testing.Frame;
import org.presencehub.testing.Opening;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** HubProtocol.md, Overview and JSON encoding: the handshake, which is JSON under every protocol. */
@WireTest
final class HandshakeIT {
    private static final String UNEXPECTED = "An unexpected error occurred during connection handshake.";
    private static final String CANCELED = "Handshake was canceled.";
    private static final String NO_SUCH_METHOD =
            "Failed to invoke 'Nothing' due to an error on the server. HubException: Method does not exist.";

    private final ServerUnderTest server;
    private final String user = unique("anna");

    HandshakeIT(ServerUnderTest server) {
        this.server = server;
    }

    @Test
    void successIsAnEmptyObjectInATextFrame() {
        try (WireClient client = opening().open()) {
            client.send(HANDSHAKE);

            Frame answer = client.socket().read();
            assertThat(answer.opcode()).isEqualTo(Frame.TEXT);
            assertThat(answer.text()).isEqualTo("{}" + Records.SEPARATOR);
        }
    }

    /** Clients there are that read one frame for it and drop what else is there: here the list of who is online, which comes at once. */
    @RepeatedTest(20)
    void itsAnswerStandsAlone() {
        try (WireClient client = server.opening(PRESENCE, user).open()) {
            client.send(HANDSHAKE, call("1", "Nothing"));

            assertThat(client.socket().read().text()).isEqualTo("{}" + Records.SEPARATOR);
            client.awaitEvent("GetOnlineUsers");
        }
    }

    @Test
    void devicesThatNameAProtocolOfTheirSocketGetOneWithout() {
        Opening arduino = opening().header("Sec-WebSocket-Protocol", "arduino");
        try (WireClient client = arduino.open()) {
            client.sendBinary(HANDSHAKE).expect("{}").expectAlive();
        }
        assertThat(arduino.answer().header("Sec-WebSocket-Protocol")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\":1,\"protocol\":\"json\"}",
                "{\"protocol\":\"JSON\",\"version\":1}",
                "{\"protocol\":\"json\",\"version\":0}",
                "{\"protocol\":\"json\",\"version\":-1}",
                "{\"protocol\":\"json\",\"version\":2}",
                "{\"extra\":[{}],\"protocol\":\"json\",\"version\":1,\"more\":null}",
                "{\"protocol\":\"xml\",\"version\":7,\"protocol\":\"json\",\"version\":1}",
                " {\"protocol\" : \"json\" , \"version\" : 1 } ",
                "{\"protocol\":\"json\",\"version\":1} and more",
                "{\"protocol\":\"\\u006ason\",\"version\":1}"
            })
    void isAcceptedInManyForms(String request) {
        try (WireClient client = opening().open()) {
            client.send(request).expect("{}").expectAlive();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"protocol\":\"xml\",\"version\":1}         | The protocol 'xml' is not supported.",
                "{\"protocol\":\"\",\"version\":1}            | The protocol '' is not supported.",
                "{\"protocol\":\"json\",\"version\":3}        | The server does not support version 3 of the 'json' protocol.",
                "{\"protocol\":\"json\",\"version\":2147483647} | The server does not support version 2147483647 of the 'json' protocol."
            })
    void whatTheServerCannotSpeakIsToldByName(String request, String error) {
        expectError(request, error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "\"json\"",
                "{}",
                "{\"protocol\":\"json\"}",
                "{\"version\":1}",
                "{\"protocol\":\"json\",\"version\":null}",
                "{\"protocol\":null,\"version\":1}",
                "{\"protocol\":1,\"version\":1}",
                "{\"protocol\":\"json\",\"version\":\"1\"}",
                "{\"protocol\":\"json\",\"version\":1.0}",
                "{\"protocol\":\"json\",\"version\":1.5}",
                "{\"protocol\":\"json\",\"version\":99999999999}",
                "{\"Protocol\":\"json\",\"Version\":1}",
                "{\"protocol\":\"json\",\"version\":1",
                "\ufeff{\"protocol\":\"json\",\"version\":1}"
            })
    void whatIsNoRequestIsAnError(String request) {
        expectError(request, UNEXPECTED);
    }

    @Test
    void thirtyTwoKibibytesWithTheSeparatorPass() {
        try (WireClient client = opening().open()) {
            client.send(handshakeOfSize(32_768)).expect("{}").expectAlive();
        }
    }

    @Test
    void oneByteMoreIsTooLong() {
        expectError(handshakeOfSize(32_769), CANCELED);
    }

    @Test
    void aRequestWithoutEndIsTooLongAsSoonAsTheLimitIsPassed() {
        try (WireClient client = opening().open()) {
            client.sendText("x".repeat(40_000)).expect(error(CANCELED));
            client.expectClose(1000);
        }
    }

    @Test
    void aBinaryFrameIsJustAsGood() {
        try (WireClient client = opening().open()) {
            client.sendBinary(HANDSHAKE).expect("{}");
            client.sendBinary(call("1", "Nothing")).expect(failed("1", NO_SUCH_METHOD));
        }
    }

    @Test
    void theAnswerToABinaryFrameIsStillText() {
        try (WireClient client = opening().open()) {
            client.sendBinary(HANDSHAKE);

            assertThat(client.socket().read().opcode()).isEqualTo(Frame.TEXT);
        }
    }

    @Test
    void mayComeByteByByteInFramesOfTheirOwn() {
        try (WireClient client = opening().open()) {
            for (String character : Records.of(HANDSHAKE).split("", -1)) {
                client.sendText(character);
            }
            client.expect("{}").expectAlive();
        }
    }

    @Test
    void mayComeByteByByteInFragments() {
        try (WireClient client = opening().open()) {
            client.socket().sendFragmented(Records.bytes(HANDSHAKE), 1);

            client.expect("{}").expectAlive();
        }
    }

    @Test
    void mayComeWithTheFirstCallInTheSameFrame() {
        try (WireClient client = opening().open()) {
            client.send(HANDSHAKE, call("1", "Nothing")).expect("{}", failed("1", NO_SUCH_METHOD));
        }
    }

    @Test
    void mayComeWithTheBeginningOfTheFirstCall() {
        String text = Records.of(HANDSHAKE, call("1", "Nothing"));
        try (WireClient client = opening().open()) {
            client.sendText(text.substring(0, 50)).sendText(text.substring(50));

            client.expect("{}", failed("1", NO_SUCH_METHOD));
        }
    }

    @Test
    void mayComeBehindTheUpgradeRequestBeforeItsAnswer() {
        Frame early = Frame.text(Records.of(HANDSHAKE, call("1", "Nothing")));
        try (WireClient client = opening().pipelining(early).open()) {
            client.expect("{}", failed("1", NO_SUCH_METHOD));
        }
    }

    @Test
    void aSecondOneIsABrokenRecord() {
        try (WireClient client = opening().connect()) {
            client.send(HANDSHAKE).expectBroken();
        }
    }

    @Test
    void aCloseBeforeItIsAnsweredByTheSocketOnly() {
        try (WireClient client = opening().open()) {
            client.sendText("{\"protocol\":");
            client.socket().send(Frame.close(1000, ""));

            assertThat(client.socket().read().closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void aCallBeforeItIsNoRequest() {
        try (WireClient client = opening().open()) {
            client.send(call("1", "RegisterUser", quoted(user))).expect(error(UNEXPECTED));
            client.expectClose(1000);
        }
    }

    private void expectError(String request, String error) {
        try (WireClient client = opening().open()) {
            client.send(request).expect(error(error));
            assertThat(client.socket().read().closeCode()).as("what comes next").isEqualTo(1000);
        }
    }

    private static String error(String text) {
        return "{\"error\":" + quoted(text) + "}";
    }

    private static String handshakeOfSize(int bytes) {
        String start = "{\"protocol\":\"json\",\"version\":1,\"x\":\"";
        int padding = bytes - start.getBytes(UTF_8).length - "\"}".length() - 1;
        return start + "x".repeat(padding) + "\"}";
    }

    private Opening opening() {
        return server.opening(LATCH, user);
    }
}
