package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.Hub;
import org.presencehub.RawArguments;
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
        RED
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
        "text, c40101, a441513d3d", // as base64
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
