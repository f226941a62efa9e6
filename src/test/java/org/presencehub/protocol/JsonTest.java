package org.presencehub.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void valueIsARangeOfBytes() throws IOException, ProtocolException {
        byte[] bytes = "xx[1,\"é\"]yy".getBytes(UTF_8);
        Json json = Json.parse(bytes, 2, bytes.length - 2);
        assertThat(json)
                .hasToString("[1,\"é\"]")
                .isEqualTo(Json.of("[1,\"é\"]"))
                .hasSameHashCodeAs(Json.of("[1,\"é\"]"));
        assertThat(json.utf8()).asString(UTF_8).isEqualTo("[1,\"é\"]");
        assertThat(json.stream().readAllBytes()).isEqualTo(json.utf8());
        assertThat(json).isNotEqualTo(Json.of("[1,\"e\"]"));
    }

    @Test
    void valueKnowsItsKind() {
        assertThat(Json.NULL.isNull()).isTrue();
        assertThat(Json.of("\"\"").isString()).isTrue();
        Json object = Json.of("{}");
        assertThat(object.isNull() || object.isString()).isFalse();
    }

    @Test
    void stringIsDecoded() {
        assertThat(Json.of("\"\"").string()).isEmpty();
        assertThat(Json.of("\"aé€😀\"").string()).isEqualTo("aé€😀");
        assertThat(Json.of("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\uD83D\\ude00\\\\u\"")
                        .string())
                .isEqualTo("\"\\/\b\f\n\r\tA😀\\u");
        assertThatThrownBy(() -> Json.of("1").string()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void quotedTextIsOneJsonString() {
        assertThat(Json.quote("a\"\\/\b\f\n\r\t\u0000\u001f\u007f é\u2028😀"))
                .hasToString("\"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001F\u007f é\u2028😀\"");
    }

    @Test
    void halfASurrogatePairOfOursBecomesAQuestionMark() {
        assertThat(Json.quote("a\uD800")).hasToString("\"a?\"");
    }

    @Test
    void whiteSpaceAroundAndBetweenTokensIsDropped() throws ProtocolException {
        byte[] bytes = " \n{ \"a b\" : [ 1 , \"\\\" \" ] }\t".getBytes(UTF_8);
        assertThat(Json.parse(bytes, 0, bytes.length)).hasToString("{\"a b\":[1,\"\\\" \"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1 2", "[1]]", "1,", "nul", "tru", "-", "1.e5", "{\"a\":1 \"b\":2}"})
    void whatIsNotExactlyOneValueIsRefused(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        assertThatThrownBy(() -> Json.parse(bytes, 0, bytes.length)).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"€\"", "\"\\u0041\"", "\"\\n\"", "\"\\uD83D\\uDE00\"", "true", "[1]", "{\"a\":1}"})
    void valueCutOffByItsRangeIsRefused(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        for (int to = 0; to < bytes.length; to++) {
            int end = to;
            assertThatThrownBy(() -> Json.parse(bytes, 0, end)).isInstanceOf(ProtocolException.class);
            byte[] cut = Arrays.copyOf(bytes, to);
            assertThatThrownBy(() -> Json.parse(cut, 0, end)).isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void argumentsAreValuesOneAfterAnother() {
        Arguments arguments = Arguments.of(Json.of("1"), Json.quote("b"), Json.of("[3,4]"));
        assertThat(arguments.size()).isEqualTo(3);
        assertThat(arguments.get(1)).isEqualTo(Json.quote("b"));
        assertThat(arguments.from(0)).isSameAs(arguments);
        assertThat(arguments.from(1)).isEqualTo(Arguments.of(Json.quote("b"), Json.of("[3,4]")));
        assertThat(arguments.from(1).from(1).get(0)).isEqualTo(Json.of("[3,4]"));
        assertThat(arguments.from(3)).isEqualTo(Arguments.EMPTY).hasSameHashCodeAs(Arguments.of(List.of()));
        assertThat(arguments).isNotEqualTo(arguments.from(1)).hasToString("Arguments[3]");
        assertThat(Arguments.of(Json.of("1,2"))).isNotEqualTo(Arguments.of(Json.of("1"), Json.of("2")));
        assertThatThrownBy(() -> arguments.from(1).get(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> arguments.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> arguments.from(4)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
