package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.Hub;
import org.presencehub.RawArguments;
import org.presencehub.protocol.Arguments;
import org.presencehub.protocol.HubMessage.Completion;
import org.presencehub.protocol.HubMessage.Invocation;
import org.presencehub.protocol.HubMessage.StreamItem;
import org.presencehub.protocol.Json;
import org.presencehub.protocol.Packed;
import org.presencehub.protocol.Payload;
import org.presencehub.protocol.ProtocolException;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.PackedClient;

/** How MessagePack arguments become parameters, and what JSON clients have no form for reaches both kinds. */
@EnableWeld
class PackedBindingTest {

    @WeldSetup
    WeldInitiator weld = HubContainer.with(Binder.class).build();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Photo(String name, byte[] content) {}

    public enum Color {
        RED,
        /** What base64 makes of the bytes 38 43 4d. */
        OENN
    }

    /** A property of each kind that JSON-B takes from text. */
    public static class Every {
        public @Nullable String text;
        public char letter;
        public @Nullable Character boxedLetter;
        public boolean flag;
        public @Nullable Boolean boxedFlag;
        public int number;
        public @Nullable BigDecimal decimal;
        public @Nullable Color color;
        public @Nullable List<String> texts;
        public @Nullable Photo photo;
        public byte @Nullable [] bytes;
    }

    @Hub("/packed")
    static class Binder {
        public long whole(long value) {
            return value;
        }

        public @Nullable Integer boxed(@Nullable Integer value) {
            return value;
        }

        public double real(double value) {
            return value;
        }

        public String text(String value) {
            return value;
        }

        public byte @Nullable [] reversed(byte @Nullable [] value) {
            if (value == null) {
                return null;
            }
            byte[] reversed = new byte[value.length];
            for (int i = 0; i < value.length; i++) {
                reversed[i] = value[value.length - 1 - i];
            }
            return reversed;
        }

        public Instant later(Instant value) {
            return value.plusSeconds(1);
        }

        public Color color(Color value) {
            return value;
        }

        public char letter(char value) {
            return value;
        }

        public int names(List<String> values) {
            return values.size();
        }

        public int tags(Map<String, String> values) {
            return values.size();
        }

        public int album(Map<String, byte[]> values) {
            return values.values().stream().mapToInt(value -> value.length).sum();
        }

        public int photos(List<Photo> values) {
            return values.stream().mapToInt(value -> value.content().length).sum();
        }

        public String every(Every value) {
            return value.text
                    + value.letter
                    + value.boxedLetter
                    + value.flag
                    + value.boxedFlag
                    + value.number
                    + value.decimal
                    + value.color
                    + value.texts;
        }

        public String anything(Object value) {
            return String.valueOf(value);
        }

        public UUID id(UUID value) {
            return value;
        }

        public LocalDate day(LocalDate value) {
            return value;
        }

        public String labelled(RawArguments rest) {
            try {
                return "" + rest.as(String.class, 0);
            } catch (IllegalArgumentException e) {
                return "" + e.getMessage();
            }
        }

        public CompletionStage<String> last(Flow.Publisher<String> texts) {
            CompletableFuture<String> told = new CompletableFuture<>();
            texts.subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscription.request(Long.MAX_VALUE);
                }

                @Override
                public void onNext(String text) {
                    told.complete(text);
                }

                @Override
                public void onError(Throwable cause) {
                    told.complete("" + cause.getMessage());
                }

                @Override
                public void onComplete() {}
            });
            return told;
        }

        public Photo renamed(Photo photo) {
            return new Photo(photo.name() + " (" + photo.content().length + ")", photo.content());
        }

        public boolean fits(RawArguments rest) {
            return rest.as(byte[].class, 0) != null;
        }
    }

    private PackedClient packed() {
        return PackedClient.of("anna", weld, "/packed");
    }

    private InMemoryClient json() {
        return InMemoryClient.of("anna", weld, "/packed");
    }

    @ParameterizedTest(name = "{0}({1}) = {2}")
    @CsvSource({
        "whole, 07, 07",
        "whole, cf0020000000000001, cf0020000000000001",
        "whole, cb3ff0000000000000, 01", // JavaScript sends what is no safe integer as a float
        "whole, cbc3e0000000000000, d38000000000000000",
        "whole, ca40a00000, 05",
        "boxed, c0, c0",
        "boxed, cb8000000000000000, 00",
        "real, 01, cb3ff0000000000000",
        "real, cb3ff8000000000000, cb3ff8000000000000",
        "real, ca3fc00000, cb3ff8000000000000",
        "text, a3c3a978, a3c3a978",
        "reversed, c403010203, c403030201",
        "reversed, c400, c400",
        "reversed, a441514944, c403030201", // as base64
        "reversed, c0, c0",
        "later, d6ff58ec1c80, d6ff58ec1c81",
        "later, b4323031372d30342d31315430303a30303a30305a, d6ff58ec1c81", // as text
        "color, a3524544, a3524544",
        "fits, c40101, c3",
    })
    void argumentsAreBound(String method, String argument, String result) throws ProtocolException {
        assertThat(packed().result(method, value(argument))).hasToString(result);
    }

    @ParameterizedTest
    @CsvSource({
        "whole, cb3ff8000000000000",
        "whole, cb7ff8000000000000",
        "whole, a131",
        "whole, c0",
        "real, cb7ff8000000000000",
        "real, cb7ff0000000000000",
        "real, a34e614e",
        "text, 05",
        "reversed, a12a",
        "reversed, 9101",
        "reversed, 05",
        "later, a3736f6f",
        "color, a4424c5545",
    })
    void argumentOfAnotherTypeIsToldToTheCallerAndTheConnectionLives(String method, String argument)
            throws ProtocolException {
        PackedClient client = packed();
        assertThat(client.call(method, value(argument)).error()).startsWith("Failed to invoke '" + method + "'");
        assertThat(client.result("whole", value("01"))).hasToString("01");
    }

    /** Though base64 would make text of it, which nobody wrote. */
    @ParameterizedTest
    @CsvSource({
        "text, c40101",
        "text, c400",
        "text, c404616e6e61",
        "letter, c40101",
        "color, c40338434d",
        "id, c41000000000000000000000000000000000",
        "day, c40101",
        "names, 91c40101",
        "names, 92a161c40101",
        "tags, 81a161c40101",
        "photos, 9182a46e616d65c40101a7636f6e74656e74c4020102",
        "renamed, 82a46e616d65c40101a7636f6e74656e74c4020102",
        "renamed, 82a7636f6e74656e74c4020102a44e414d45c40101",
        "every, 81a474657874c40101",
        "every, 81a66c6574746572c40101",
        "every, 81ab626f7865644c6574746572c40101",
        "every, 81a4666c6167c40101",
        "every, 81a9626f786564466c6167c40101",
        "every, 81a66e756d626572c403d76df8",
        "every, 81a7646563696d616cc403d76df8",
        "every, 81a5636f6c6f72c40338434d",
        "every, 81a5746578747391c40101",
        "every, 81a570686f746f82a46e616d65c40101a7636f6e74656e74c4020102",
    })
    void binaryDataDoesNotFitText(String method, String argument) throws ProtocolException {
        PackedClient client = packed();
        assertThat(client.call(method, value(argument)).error()).startsWith("Failed to invoke '" + method + "'");
        assertThat(client.result("whole", value("01"))).hasToString("01");
    }

    @ParameterizedTest
    @CsvSource({
        "album, 82a161c40101a162c403010203, 04",
        "photos, 9282a46e616d65a163a7636f6e74656e74c402010282a46e616d65c0a7636f6e74656e74c40101, 03",
        "album, 81a161a441514944, 03", // as base64
        "names, 92a2c385a2c484, 02", // with letters whose bytes look like the head of binary data
        "anything, c40101, a441513d3d",
        "anything, 81a161c40101, a87b613d41513d3d7d",
    })
    void binaryDataFitsBytesAndWhateverIsNotBound(String method, String argument, String result)
            throws ProtocolException {
        assertThat(packed().result(method, value(argument))).hasToString(result);
    }

    @Test
    void propertiesBesideBinaryDataAreReadAsEver() throws ProtocolException {
        String json =
                "{\"text\":\"a\",\"letter\":\"b\",\"boxedLetter\":\"c\",\"flag\":true,\"boxedFlag\":false,\"number\":1,"
                        + "\"decimal\":\"2\",\"color\":\"RED\",\"texts\":[\"d\",null]";
        byte[] packed = HexFormat.of().parseHex(Json.of(json + "}").packed().toString());
        String withBytes = "8a" + HexFormat.of().formatHex(packed, 1, packed.length) + "a56279746573c40101";

        assertThat(packed().result("every", value(withBytes)).json()).hasToString("\"abctruefalse12RED[d, null]\"");
    }

    @Test
    void binaryDataAmongRawArgumentsFitsNoTextEither() throws ProtocolException {
        assertThat(packed().result("labelled", value("c40101")).json())
                .hasToString("\"The argument at index 0, binary data, does not fit java.lang.String.\"");
    }

    @Test
    void binaryDataInAStreamOfTextEndsIt() throws ProtocolException {
        PackedClient client = packed();
        client.send(new Invocation("1", "last", Arguments.EMPTY, List.of("s")));
        client.send(StreamItem.of("s", value("c40101")));

        assertThat(client.next())
                .isEqualTo(Completion.result(
                        "1", Json.quote("Failed to bind Stream message.").packed()));
    }

    @Test
    void binaryDataIsTextToJson() {
        assertThat(json().result("reversed", "\"AQID\"")).isEqualTo("\"AwIB\"");
        assertThat(json().result("reversed", "\"AQ==\"")).isEqualTo("\"AQ==\"");
        assertThat(json().result("reversed", "null")).isEqualTo("null");
        assertThat(json().error("reversed", "\"*\"")).startsWith("Failed to invoke");
    }

    @Test
    void timeIsTextToJson() {
        assertThat(json().result("later", "\"2017-04-11T00:00:00Z\"")).isEqualTo("\"2017-04-11T00:00:01Z\"");
    }

    @Test
    void binaryDataInsideAnObjectIsTextToBoth() throws ProtocolException {
        assertThat(json().result("renamed", "{\"name\":\"a\",\"content\":\"AQI=\"}"))
                .isEqualTo("{\"content\":\"AQI=\",\"name\":\"a (2)\"}");
        Payload photo = value("82 a46e616d65 a161 a7636f6e74656e74 c4020102".replace(" ", ""));
        assertThat(packed().result("renamed", photo).json()).hasToString("{\"content\":\"AQI=\",\"name\":\"a (2)\"}");
    }

    private static Payload value(String hex) throws ProtocolException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return Packed.parse(bytes, 0, bytes.length);
    }
}
