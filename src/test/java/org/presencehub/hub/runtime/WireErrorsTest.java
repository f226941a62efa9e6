package org.presencehub.hub.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.bind.JsonbException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.presencehub.DisconnectReason;
import org.presencehub.HubException;
import org.presencehub.hub.definition.UnfitArgumentException;
import org.presencehub.protocol.HandshakeRequest;
import org.presencehub.protocol.Json;
import org.presencehub.protocol.ProtocolException;

/** The reference's texts, word for word: what everybody is told, and what is added with detailed errors. */
class WireErrorsTest {
    private static UnfitArgumentException misfit() {
        return new UnfitArgumentException(1, Json.NULL, int.class, new JsonbException("secret"));
    }

    private static Arguments row(String name, Function<WireErrors, String> text, String always, String detail) {
        return Arguments.of(name, text, always, detail);
    }

    /** Only the protocol makes these. */
    private static ProtocolException refused(String handshake) {
        byte[] record = (handshake + "\u001e").getBytes(UTF_8);
        return catchThrowableOfType(ProtocolException.class, () -> HandshakeRequest.parse(record, 0, record.length));
    }

    static Stream<Arguments> texts() {
        String failed = "Failed to invoke 'Add' due to an error on the server.";
        String unexpected = "An unexpected error occurred invoking 'Add' on the server.";
        String closed = "Connection closed with an error.";
        return Stream.of(
                row(
                        "unknown method",
                        texts -> texts.unknownMethod("Add"),
                        failed + " HubException: Method does not exist.",
                        ""),
                row(
                        "not authorized",
                        texts -> texts.unauthorized("Add"),
                        "Failed to invoke 'Add' because user is unauthorized",
                        ""),
                row(
                        "argument count",
                        texts -> texts.argumentCount("Add", 1, 2),
                        failed,
                        " InvalidDataException: Invocation provides 1 argument(s) but target expects 2."),
                row(
                        "argument types",
                        texts -> texts.argumentTypes("Add", misfit()),
                        failed,
                        " InvalidDataException: Error binding arguments. Make sure that the types of the provided values"
                                + " match the types of the hub method being invoked. Argument 2, null, does not fit"
                                + " int."),
                row(
                        "stream item",
                        texts -> texts.streamItem(() -> "Item 1 of stream 1, null, does not fit int."),
                        "Failed to bind Stream message.",
                        " Item 1 of stream 1, null, does not fit int."),
                row(
                        "upload streams",
                        texts -> texts.streamCount("Add", 2, 0),
                        unexpected + " HubException: Client sent 2 stream(s), Hub method expects 0.",
                        ""),
                row(
                        "called as no stream",
                        texts -> texts.streaming("Add"),
                        "The client attempted to invoke the streaming 'Add' method with a non-streaming invocation.",
                        ""),
                row(
                        "no stream",
                        texts -> texts.noStream("Add"),
                        "The value returned by the streaming method 'Add' is not a ChannelReader<> or IAsyncEnumerable<>.",
                        ""),
                row(
                        "broken stream",
                        texts -> texts.streamBroke(new IllegalStateException("secret")),
                        "An error occurred on the server while streaming results.",
                        " IllegalStateException: secret"),
                row(
                        "called as a stream",
                        texts -> texts.notStreaming("Add"),
                        "The client attempted to invoke the non-streaming 'Add' method with a streaming invocation.",
                        ""),
                row(
                        "hub exception",
                        texts -> texts.threw("Add", new HubException("Full.")),
                        unexpected + " HubException: Full.",
                        ""),
                row(
                        "any exception",
                        texts -> texts.threw("Add", new IllegalStateException("secret")),
                        unexpected,
                        " IllegalStateException: secret"),
                row(
                        "hub exception on arrival",
                        texts -> texts.closed(new HubException("Closed today.")),
                        closed + " HubException: Closed today.",
                        ""),
                row(
                        "any exception on arrival",
                        texts -> texts.closed(new ArithmeticException("secret")),
                        closed,
                        " ArithmeticException: secret"),
                row(
                        "invalid message",
                        texts -> texts.broken(refused("{}")),
                        closed,
                        " InvalidDataException: Missing required property 'protocol'. Message content: {}"),
                row(
                        "oversized message",
                        texts -> texts.refused(DisconnectReason.OVERSIZED, 32768),
                        closed,
                        " InvalidDataException: The maximum message size of 32768B was exceeded. The message size can be"
                                + " configured in AddHubOptions."),
                row(
                        "flood",
                        texts -> texts.refused(DisconnectReason.FLOODING, 1),
                        closed,
                        " InvalidOperationException: The client sent more than may wait to be processed."),
                row(
                        "silence",
                        WireErrors::silent,
                        closed,
                        " OperationCanceledException: Client hasn't sent a message/ping within the configured"
                                + " ClientTimeoutInterval."),
                row(
                        "malformed handshake",
                        texts -> texts.malformedHandshake(refused("[]")),
                        "An unexpected error occurred during connection handshake.",
                        " InvalidDataException: Unexpected JSON Token Type 'Array'. Expected a JSON Object."),
                row(
                        "unknown protocol",
                        texts -> texts.unknownProtocol("xml"),
                        "The protocol 'xml' is not supported.",
                        ""),
                row(
                        "unknown version",
                        texts -> texts.unknownVersion(3, "json"),
                        "The server does not support version 3 of the 'json' protocol.",
                        ""),
                row("late handshake", texts -> WireErrors.HANDSHAKE_CANCELED, "Handshake was canceled.", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void clientsAreToldInTheReferencesWords(
            String name, Function<WireErrors, String> text, String always, String detail) {
        assertThat(text.apply(new WireErrors(false))).isEqualTo(always);
        assertThat(text.apply(new WireErrors(true))).isEqualTo(always + detail);
    }
}
