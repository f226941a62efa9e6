package org.presencehub.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.presencehub.protocol.HubMessage.Completion;
import org.presencehub.protocol.HubMessage.Invocation;
import org.presencehub.protocol.HubMessage.MethodInvocation;
import org.presencehub.protocol.HubMessage.StreamInvocation;
import org.presencehub.protocol.HubMessage.StreamItem;
import org.presencehub.protocol.HubMessage.Unknown;

/** Bytes that a fuzzer thinks up; in the default build, those that it once found worth keeping. */
class ProtocolFuzzTest {
    private static final HubProtocol JSON = new JsonHubProtocol();
    private static final HubProtocol MESSAGE_PACK = new MessagePackHubProtocol();

    @FuzzTest
    void jsonMessagesAreRefusedOrCanBeSentOn(byte[] bytes) {
        read(JSON, bytes);
    }

    @FuzzTest
    void messagePackMessagesAreRefusedOrCanBeSentOn(byte[] bytes) {
        read(MESSAGE_PACK, bytes);
    }

    @FuzzTest
    void jsonThatIsAcceptedIsJsonToOthersAndKeepsItsMeaningWhenCompacted(byte[] bytes) {
        Payload value;
        try {
            value = org.presencehub.protocol.Json.parse(bytes, 0, bytes.length);
        } catch (ProtocolException refused) {
            return;
        }
        assertThat(tokens(value.json().utf8())).isEqualTo(tokens(bytes));
        assertCrosses(value);
    }

    @FuzzTest
    void messagePackThatIsAcceptedCrosses(byte[] bytes) {
        Payload value;
        try {
            value = Packed.parse(bytes, 0, bytes.length);
        } catch (ProtocolException refused) {
            return;
        }
        assertCrosses(value);
    }

    @FuzzTest
    void handshakesAreRefusedOrAskForAProtocol(byte[] bytes) {
        int end = HandshakeRequest.end(bytes, 0, 0, bytes.length);
        if (end < 0) {
            return;
        }
        try {
            HandshakeRequest request = HandshakeRequest.parse(bytes, 0, end);
            HubProtocols.all().find(request.protocol()).ifPresent(protocol -> protocol.supports(request.version()));
        } catch (ProtocolException refused) {
            tokens(record(HandshakeResponse.failure(String.valueOf(refused.getMessage()))));
        }
    }

    private static void read(HubProtocol protocol, byte[] bytes) {
        int from = 0;
        while (from < bytes.length) {
            int end = protocol.end(bytes, from, from, bytes.length);
            if (end < 0 || end > bytes.length) {
                return; // more is to come
            }
            assertThat(end).isGreaterThan(from);
            try {
                sendOn(protocol.parse(bytes, from, end), protocol);
            } catch (ProtocolException refused) {
                return; // and the connection with it
            }
            from = end;
        }
    }

    private static void sendOn(HubMessage message, HubProtocol own) {
        if (message instanceof Unknown) {
            return;
        }
        if (isUnreadable(message)) {
            for (HubProtocol each : List.of(JSON, MESSAGE_PACK)) {
                assertThatThrownBy(() -> each.encode(message)).isInstanceOf(IllegalStateException.class);
            }
            return;
        }
        HubMessage received = exchanged(message, own);
        assertThat(exchanged(received, own)).isEqualTo(received);
        payloads(message).forEach(ProtocolFuzzTest::assertCrosses);
        tokens(record(JSON.encode(message)));
        exchanged(message, JSON);
        if (isNamed(message)) {
            exchanged(message, MESSAGE_PACK);
        }
    }

    /** Then it is for nobody but who sent it to hear of. */
    private static boolean isUnreadable(HubMessage message) {
        if (message instanceof MethodInvocation m && m.arguments().flaw().isPresent()) {
            return true;
        }
        return payloads(message).anyMatch(Unreadable.class::isInstance);
    }

    /** Only JSON takes empty names of targets and streams: so has it the reference. */
    private static boolean isNamed(HubMessage message) {
        if (message instanceof Invocation m) {
            return isNamed(m.target(), m.streamIds());
        }
        return !(message instanceof StreamInvocation m) || isNamed(m.target(), m.streamIds());
    }

    private static boolean isNamed(String target, List<String> streams) {
        return !target.isEmpty() && !streams.contains("");
    }

    private static HubMessage exchanged(HubMessage message, HubProtocol protocol) {
        byte[] sent = protocol.encode(message);
        assertThat(protocol.end(sent, 0, 0, sent.length)).isEqualTo(sent.length);
        try {
            return protocol.parse(sent, 0, sent.length);
        } catch (ProtocolException e) {
            throw new AssertionError(message + " could not be read", e);
        }
    }

    private static Stream<Payload> payloads(HubMessage message) {
        if (message instanceof Invocation m) {
            return each(m.arguments());
        } else if (message instanceof StreamInvocation m) {
            return each(m.arguments());
        } else if (message instanceof StreamItem m) {
            return Stream.of(m.item());
        }
        return message instanceof Completion m ? Stream.ofNullable(m.result()) : Stream.empty();
    }

    private static Stream<Payload> each(Arguments arguments) {
        return Stream.iterate(0, i -> i < arguments.size(), i -> i + 1).map(arguments::get);
    }

    /** Both forms are valid, and the second crossing changes nothing more. */
    private static void assertCrosses(Payload value) {
        org.presencehub.protocol.Json json = value.json();
        Packed packed = value.packed();
        try {
            assertThat(org.presencehub.protocol.Json.parse(json.bytes, json.from, json.to))
                    .isEqualTo(json);
            assertThat(Packed.parse(packed.bytes, packed.from, packed.to)).isEqualTo(packed);
        } catch (ProtocolException e) {
            throw new AssertionError("The other encoding could not be read: " + value, e);
        }
        tokens(json.utf8());
        Packed there = json.packed();
        assertThat(there.json().packed().json()).isEqualTo(there.json());
    }

    private static byte[] record(byte[] framed) {
        return java.util.Arrays.copyOf(framed, framed.length - 1);
    }

    /** As another parser sees them, which throws at what is no JSON; numbers as they are written. */
    private static List<String> tokens(byte[] json) {
        List<String> tokens = new ArrayList<>();
        try (JsonParser parser = Json.createParserFactory(null).createParser(new ByteArrayInputStream(json), UTF_8)) {
            while (parser.hasNext()) {
                JsonParser.Event event = parser.next();
                tokens.add(
                        switch (event) {
                            case KEY_NAME, VALUE_STRING, VALUE_NUMBER -> event + parser.getString();
                            default -> event.toString();
                        });
            }
        }
        return tokens;
    }
}
