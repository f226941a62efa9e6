package org.presencehub.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonNumber;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.testing.Records;

/** What becomes of a value that crosses from one encoding to the other. */
class CrossingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null | c0",
                "true | c3",
                "false | c2",
                "0 | 00",
                "-0 | cb8000000000000000",
                "-1 | ff",
                "127 | 7f",
                "128 | cc80",
                "-33 | d0df",
                "9007199254740993 | cf0020000000000001",
                "9223372036854775807 | cf7fffffffffffffff",
                "-9223372036854775808 | d38000000000000000",
                "18446744073709551615 | cfffffffffffffffff",
                "18446744073709551616 | cb43f0000000000000",
                "-9223372036854775809 | cbc3e0000000000000",
                "123456789012345678901234567890 | cb45f8ee90ff6c373e",
                "1.0 | cb3ff0000000000000",
                "1E+3 | cb408f400000000000",
                "1e400 | cb7ff0000000000000",
                "0.1 | cb3fb999999999999a",
                "~~ | a0",
                "~é😀~ | a6c3a9f09f9880",
                "~\\u00e9\\n\\ud83d\\ude00~ | a7c3a90af09f9880",
                "[] | 90",
                "{} | 80",
                "[[],{},[1,[2,3]],~~] | 94 90 80 92 01 92 02 03 a0",
                "{~a~:{~b~:[1]},~c~:{},~d~:~,:[{~} | 83 a161 81 a162 91 01 a163 80 a164 a4 2c3a5b7b",
            })
    void jsonIsPacked(String json, String hex) {
        assertThat(Json.of(json.replace('~', '"')).packed()).hasToString(hex.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "c0 | null",
                "c3 | true",
                "ff | -1",
                "d200000001 | 1",
                "cfffffffffffffffff | 18446744073709551615",
                "d38000000000000000 | -9223372036854775808",
                "cb3ff0000000000000 | 1",
                "ca3f800000 | 1",
                "ca3dcccccd | 0.1",
                "cb3fb999999999999a | 0.1",
                "cb8000000000000000 | -0",
                "ca80000000 | -0",
                "cb43f0000000000000 | 18446744073709551616",
                "cb444b1ae4d6e2ef50 | 1.0E21",
                "cb7ff8000000000000 | null",
                "cb7ff0000000000000 | null",
                "ca7fc00000 | null",
                "caff800000 | null",
                "a4 22 5c 0a 2f | ~\\~\\\\\\n/~",
                "d90100 | ~\\u0000~",
                "c403010203 | ~AQID~",
                "c400 | ~~",
                "c5000101 | ~AQ==~",
                "d6ff58ec1c80 | ~2017-04-11T00:00:00Z~",
                "d7ff 0000000458ec1c80 | ~2017-04-11T00:00:00.000000001Z~",
                "c70cff 00000000 ffffffffffffffff | ~1969-12-31T23:59:59Z~",
                "d401ff | {~type~:1,~data~:~/w==~}",
                "c70080 | {~type~:-128,~data~:~~}",
                "83 01 a161 ff c0 cb3ff8000000000000 90 | {~1~:~a~,~-1~:null,~1.5~:[]}",
                "81 cb7ff8000000000000 01 | {~null~:1}",
                "94 90 80 92 01 92 02 03 a0 | [[],{},[1,[2,3]],~~]",
            })
    void messagePackIsText(String hex, String json) throws ProtocolException {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThat(Packed.parse(bytes, 0, bytes.length).json()).hasToString(json.replace('~', '"'));
    }

    /** JavaScript's decoder throws at this key, and its client would close the connection. */
    @Test
    void keyThatJavaScriptRefusesHasAnotherName() {
        assertThat(Json.of("{\"__proto__\":\"__proto__\",\"\\u005f_proto__\":1}")
                        .packed()
                        .json())
                .hasToString("{\"___proto___\":\"__proto__\",\"___proto___\":1}");
    }

    @Test
    void whatJavaMadeMayBeNestedDeeperThanWhatClientsSend() {
        Json deep = Json.of("[".repeat(100_000) + "]".repeat(100_000));
        assertThat(deep.packed().toByteArray())
                .hasSize(100_000)
                .startsWith((byte) 0x91)
                .endsWith((byte) 0x90);
    }

    @Test
    void whatOnlyMessagePackHasIsTextInJson() {
        assertThat(Packed.binary(new byte[] {1, 2, 3}).json()).hasToString("\"AQID\"");
        assertThat(Packed.timestamp(Instant.EPOCH.minusNanos(1)).json())
                .hasToString("\"1969-12-31T23:59:59.999999999Z\"");
    }

    @Test
    void binaryDataIsKeptApartFromText() {
        assertThat(Packed.binary(new byte[] {1}).content()).contains(new byte[] {1});
        assertThat(Json.quote("AQ==").packed().content()).isEmpty();
    }

    @Test
    void argumentsOfBothEncodingsGoToBothKindsOfClients() {
        Arguments mixed = Arguments.of(Packed.binary(new byte[] {1}), Json.of("123456789012345678901234567890"));
        HubMessage message = HubMessage.Invocation.of("m", mixed);
        assertThat(new String(new JsonHubProtocol().encode(message), java.nio.charset.StandardCharsets.UTF_8))
                .contains("[\"AQ==\",123456789012345678901234567890]");
        assertThat(HexFormat.of().formatHex(new MessagePackHubProtocol().encode(message)))
                .endsWith("92c40101cb45f8ee90ff6c373e90");
    }

    @Property(tries = 500)
    void valuesSurviveBothCrossings(@ForAll("values") String json) throws ProtocolException {
        Packed packed = Json.of(json).packed();
        assertThat(Packed.parse(packed.bytes, packed.from, packed.to)).isEqualTo(packed);
        Json back = packed.json();
        assertThat(Json.parse(back.bytes, back.from, back.to)).isEqualTo(back);
        assertThat(comparable(Records.value(back.toString()))).isEqualTo(comparable(Records.value(json)));
        assertThat(back.packed().json()).isEqualTo(back);
    }

    /** With numbers as what 64 bits make of them. */
    private static String comparable(JsonValue value) {
        return switch (value.getValueType()) {
            case NUMBER -> number((JsonNumber) value);
            case ARRAY ->
                value.asJsonArray().stream()
                        .map(CrossingTest::comparable)
                        .toList()
                        .toString();
            case OBJECT ->
                value.asJsonObject().entrySet().stream()
                        .map(each -> each.getKey() + ":" + comparable(each.getValue()))
                        .toList()
                        .toString();
            default -> value.toString();
        };
    }

    private static String number(JsonNumber number) {
        boolean exact = number.isIntegral()
                && number.bigIntegerValue().bitLength()
                        < Long.SIZE + Math.max(0, number.bigIntegerValue().signum());
        BigDecimal value = exact ? number.bigDecimalValue() : new BigDecimal(number.doubleValue());
        return value.stripTrailingZeros().toPlainString();
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.lazyOf(
                () -> Arbitraries.of("null", "true", "false", "\"\"", "[]", "{}", "-1.5e-7", "0.1", "1e21", "12345e3"),
                () -> Arbitraries.longs().map(String::valueOf),
                () -> Arbitraries.bigIntegers()
                        .between(BigInteger.ONE.shiftLeft(90).negate(), BigInteger.ONE.shiftLeft(90))
                        .map(BigInteger::toString),
                () -> Arbitraries.doubles().map(String::valueOf),
                () -> texts(),
                () -> values().list().ofMaxSize(20).map(each -> "[" + String.join(",", each) + "]"),
                () -> values().list()
                        .ofMaxSize(5)
                        .map(each -> IntStream.range(0, each.size())
                                .mapToObj(i -> "\"k\\u00e9" + i + "\":" + each.get(i))
                                .collect(Collectors.joining(",", "{", "}"))));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings().ofMaxLength(50).map(text -> {
            String whole = new String(
                    text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
            return Json.quote(whole).toString();
        });
    }
}
