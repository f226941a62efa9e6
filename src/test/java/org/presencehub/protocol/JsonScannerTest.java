package org.presencehub.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.presencehub.protocol.HubMessage.Invocation;

/** The scanner against judges that know nothing of it: Parsson for the grammar, the JDK for UTF-8. */
class JsonScannerTest {
    private final HubProtocol protocol = new JsonHubProtocol();

    @Property(tries = 2000)
    void everyValueSurvivesBeingRelayed(@ForAll("values") String value) throws ProtocolException {
        byte[] record = ("{\"arguments\":[" + value + ",0],\"target\":\"t\",\"type\":1}\u001e").getBytes(UTF_8);
        Invocation sent = (Invocation) protocol.parse(record, 0, record.length);
        byte[] relayed = protocol.encode(Invocation.of("u", sent.arguments()));
        Invocation received = (Invocation) protocol.parse(relayed, 0, relayed.length);
        assertThat(judged(received.arguments().get(0).toString())).isEqualTo(judged(value));
        assertThat(new String(relayed, UTF_8)).doesNotContain("\n", "\r");
    }

    @Property(tries = 5000)
    void whatIsJsonIsDecidedAsParssonDoes(@ForAll("nearlyJson") String text) {
        assertThat(accepts(text.getBytes(UTF_8))).as(text).isEqualTo(judgedValid(text));
    }

    @Property(tries = 2000)
    void stringsAreDecodedAsParssonDoes(@ForAll("strings") String string) {
        assertThat(Json.of(string).string()).isEqualTo(((JsonString) judged(string)).getString());
    }

    @Property(tries = 2000)
    void quotedTextIsDecodedToItself(@ForAll("texts") String text) throws ProtocolException {
        byte[] quoted = Json.quote(text).utf8();
        assertThat(Json.parse(quoted, 0, quoted.length).string()).isEqualTo(text);
        assertThat(((JsonString) judged(new String(quoted, UTF_8))).getString()).isEqualTo(text);
    }

    @Property(tries = 10_000)
    void utf8IsWellFormedIfTheJdkSaysSo(@ForAll("nearlyUtf8") byte[] bytes) {
        byte[] string = new byte[bytes.length + 2];
        System.arraycopy(bytes, 0, string, 1, bytes.length);
        string[0] = string[string.length - 1] = '"';
        assertThat(accepts(string)).isEqualTo(isUtf8(bytes));
    }

    @Property(tries = 5000)
    void anyBytesAreAMessageOrAProtocolException(@ForAll byte[] bytes) {
        byte[] record = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, record, 0, bytes.length);
        try {
            assertThat(protocol.parse(record, 0, record.length)).isNotNull();
        } catch (ProtocolException expected) {
            assertThat(expected).hasMessageContaining(" ").hasNoCause();
        }
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> scalars = Arbitraries.oneOf(strings(), numbers(), Arbitraries.of("true", "false", "null"));
        return Arbitraries.recursive(() -> scalars, JsonScannerTest::containers, 0, 4);
    }

    private static Arbitrary<String> containers(Arbitrary<String> values) {
        Arbitrary<List<String>> members = values.list().ofMaxSize(3);
        return Arbitraries.oneOf(
                members.map(list -> "[ " + String.join(" ,\n", list) + "]"),
                members.map(list -> list.stream()
                        .map(value -> "\"k" + list.indexOf(value) + "\"\t:" + value)
                        .collect(Collectors.joining(",\r\n", "{", " }"))),
                members.map(list -> "[" + String.join(",", list) + "]"));
    }

    @Provide
    Arbitrary<String> strings() {
        Arbitrary<String> pieces = Arbitraries.oneOf(
                texts().map(text -> text.replaceAll("[\\u0000-\\u001f\"\\\\]", "")),
                Arbitraries.of(
                        "\\\"",
                        "\\\\",
                        "\\/",
                        "\\b",
                        "\\f",
                        "\\n",
                        "\\r",
                        "\\t",
                        "\\u0000",
                        "\\u001e",
                        "\\u00E9",
                        "\\uD83D\\ude00"));
        return pieces.list().ofMaxSize(5).map(list -> "\"" + String.join("", list) + "\"");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .list()
                .ofMaxSize(8)
                .map(points -> points.stream().map(Character::toString).collect(Collectors.joining()));
    }

    private static Arbitrary<String> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.doubles().map(String::valueOf),
                Arbitraries.bigIntegers().map(String::valueOf),
                Arbitraries.of("-0", "0.0", "1E+3", "1e-7", "12345678901234567890123456789"));
    }

    @Provide
    Arbitrary<String> nearlyJson() {
        return Arbitraries.of(
                        "{", "}", "[", "]", ",", ":", "\"a\"", "\"", "\\n", "\\x", "\\u00e9", "0", "1", "12", "-", ".",
                        "e", "E+", "true", "null", "fals", " ", "\n", "\t", "\u0001", "\"k\":", "[]", "{}", "1.5")
                .list()
                .ofMaxSize(7)
                .map(tokens -> String.join("", tokens));
    }

    @Provide
    Arbitrary<byte[]> nearlyUtf8() {
        return Arbitraries.of(
                        0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED,
                        0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF)
                .map(Integer::byteValue)
                .array(byte[].class)
                .ofMaxSize(5);
    }

    private static boolean accepts(byte[] bytes) {
        try {
            Json.parse(bytes, 0, bytes.length);
            return true;
        } catch (ProtocolException e) {
            return false;
        }
    }

    private static JsonValue judged(String text) {
        try (JsonReader reader = jakarta.json.Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }

    private static boolean judgedValid(String text) {
        try (JsonParser parser = jakarta.json.Json.createParser(new StringReader(text))) {
            boolean any = false;
            while (parser.hasNext()) {
                parser.next();
                any = true;
            }
            return any;
        } catch (JsonException | NoSuchElementException e) {
            return false;
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)) != null;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
