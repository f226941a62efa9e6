package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.bind.annotation.JsonbProperty;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.Hub;
import org.presencehub.RawArguments;
import org.presencehub.hub.options.HubOptions;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;

/** How JSON arguments become parameters, and which do not. */
@EnableWeld
public class HubBindingTest {
    private static final String WRONG_TYPE =
            " due to an error on the server. InvalidDataException: Error binding arguments. Make sure that the types of the"
                    + " provided values match the types of the hub method being invoked.";

    private static final HubOptions DETAILED = HubOptions.DEFAULTS.withDetailedErrors(true);

    @WeldSetup
    WeldInitiator weld = HubContainer.with(DETAILED, Binder.class).build();

    public record Point(int x, int y) {}

    public record Shape(
            String name, List<Point> corners, @Nullable String note) {}

    public record Room(
            String roomName, @JsonbProperty("Seats") int seats) {}

    public static class Even {
        private int value;

        public int getValue() {
            return value;
        }

        public void setValue(int value) {
            if (value % 2 != 0) {
                throw new IllegalStateException("secret");
            }
            this.value = value;
        }
    }

    /** Nobody can make one. */
    public static class Doomed {
        static final int NONE = Integer.parseInt("none");
    }

    @Hub("/binder")
    static class Binder {
        public void doomed(Doomed one) {}

        public void failSeriously() {
            throw new AssertionError("secret");
        }

        public byte tiny(byte value) {
            return value;
        }

        public short small(short value) {
            return value;
        }

        public int integer(int value) {
            return value;
        }

        public long whole(long value) {
            return value;
        }

        public double real(double value) {
            return value;
        }

        public float single(float value) {
            return value;
        }

        public @Nullable Double boxedReal(@Nullable Double value) {
            return value;
        }

        public BigDecimal decimal(BigDecimal value) {
            return value;
        }

        public BigInteger huge(BigInteger value) {
            return value;
        }

        public int scale(Money value) {
            return value.amount() == null ? -1 : value.amount().scale();
        }

        public char letter(char value) {
            return value;
        }

        public boolean flag(boolean value) {
            return value;
        }

        public @Nullable Integer boxed(@Nullable Integer value) {
            return value;
        }

        public @Nullable String text(@Nullable String value) {
            return value;
        }

        public Point point(Point value) {
            return value;
        }

        public Shape shape(Shape value) {
            return value;
        }

        public Room room(Room value) {
            return value;
        }

        public int sum(List<Point> values) {
            return values.stream().mapToInt(point -> point.x() + point.y()).sum();
        }

        public int ages(Map<String, Integer> values) {
            return values.values().stream().mapToInt(Integer::intValue).sum();
        }

        public int array(int[] values) {
            return values.length;
        }

        public LocalDate tomorrow(LocalDate value) {
            return value.plusDays(1);
        }

        public DayOfWeek day(DayOfWeek value) {
            return value.plus(1);
        }

        public boolean optional(Optional<String> value) {
            return value.isPresent();
        }

        public int even(Even value) {
            return value.getValue();
        }

        public List<Object> rest(String first, RawArguments rest) {
            List<Object> all = new ArrayList<>(List.of(first, rest.size()));
            for (int i = 0; i < rest.size(); i++) {
                all.add(String.valueOf(rest.as(Object.class, i)));
            }
            return all;
        }

        public int onlyRest(RawArguments rest) {
            return rest.size();
        }

        public String misread(RawArguments rest) {
            try {
                return "" + rest.as(Point.class, 0);
            } catch (IllegalArgumentException e) {
                return "" + e.getMessage();
            }
        }
    }

    /** Money, as JSON-B has it in an object: numbers, or texts that are numbers. */
    public record Money(
            @Nullable BigDecimal amount,
            @Nullable BigInteger cents,
            @Nullable Number other,
            @Nullable List<BigDecimal> all) {}

    private InMemoryClient client() {
        return InMemoryClient.anonymous(weld, "/binder");
    }

    @ParameterizedTest(name = "{0}({1}) = {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "integer | -2147483648 | -2147483648",
                "whole | 9223372036854775807 | 9223372036854775807",
                "real | 1 | 1.0",
                "real | 1e2 | 100.0",
                "single | 1.5 | 1.5",
                "boxedReal | null | null",
                "boxedReal | -2.5E-3 | -0.0025",
                "decimal | 0.10 | 0.10",
                "huge | 18446744073709551616 | 18446744073709551616",
                "letter | \"a\" | \"a\"",
                "letter | \"\\n\" | \"\\n\"",
                "flag | true | true",
                "flag | false | false",
                "tiny | -128 | -128",
                "small | 32767 | 32767",
                "integer | -0 | 0",
                "boxed | null | null",
                "boxed | 7 | 7",
                "text | null | null",
                "text | \"\" | \"\"",
                "text | \"a\\u00e9\\n\\\"\" | \"aé\\n\\\"\"",
                "point | {\"x\":1,\"y\":2} | {\"x\":1,\"y\":2}",
                "point | {\"Y\":2,\"X\":1,\"z\":[{}]} | {\"x\":1,\"y\":2}",
                "shape | {\"name\":\"line\",\"corners\":[{\"x\":1,\"y\":2}],\"note\":null} | {\"corners\":[{\"x\":1,\"y\":2}],\"name\":\"line\",\"note\":null}",
                "room | {\"roomName\":\"blue\",\"Seats\":2} | {\"Seats\":2,\"roomName\":\"blue\"}",
                "sum | [{\"x\":1,\"y\":2},{\"x\":3,\"y\":4}] | 10",
                "ages | {\"anna\":30,\"ben\":31} | 61",
                "array | [1,2,3] | 3",
                "tomorrow | \"2026-11-21\" | \"2026-11-22\"",
                "day | \"MONDAY\" | \"TUESDAY\"",
                "optional | null | false",
                "optional | \"x\" | true",
                "even | {\"value\":2} | 2",
            })
    void argumentsAreBoundByJsonB(String method, String argument, String result) {
        assertThat(client().result(method, argument)).isEqualTo(result);
    }

    @ParameterizedTest(name = "{0}({1})")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tiny | 128",
                "small | 32768",
                "integer | \"1\"",
                "integer | 1.0",
                "integer | 1e2",
                "integer | 1.5",
                "integer | 2147483648",
                "integer | null",
                "integer | {}",
                "integer | []",
                "integer | \"one\"",
                "whole | 9223372036854775808",
                "whole | 1.0",
                "boxed | 1.0",
                "flag | null",
                "flag | \"perhaps\"",
                "flag | 1",
                "real | null",
                "real | \"1\"",
                "real | \"NaN\"",
                "real | \"0x1p3\"",
                "real | true",
                "single | \"Infinity\"",
                "boxedReal | \"1\"",
                "decimal | \"1\"",
                "huge | \"1\"",
                "huge | 1.5",
                "letter | \"ab\"",
                "letter | \"\"",
                "letter | \"\\ud83d\\ude00\"",
                "letter | 5",
                "letter | null",
                "text | 5",
                "text | true",
                "text | {}",
                "text | [\"x\"]",
                "point | []",
                "point | \"x\"",
                "sum | {\"x\":1,\"y\":2}",
                "sum | [1]",
                "array | [\"x\"]",
                "ages | {\"anna\":\"old\"}",
                "tomorrow | \"soon\"",
                "tomorrow | 5",
                "day | \"SOMEDAY\"",
                "even | {\"value\":1}",
            })
    void argumentOfAnotherTypeIsToldToTheCallerAndTheConnectionLives(String method, String argument) {
        InMemoryClient client = client();

        assertThat(client.error(method, argument))
                .startsWith("Failed to invoke '" + method + "'" + WRONG_TYPE + " Argument 1, ")
                .contains(", does not fit ")
                .endsWith(".");
        assertThat(client.result("integer", "1")).isEqualTo("1");
    }

    @ParameterizedTest(name = "{0}({1})")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "integer | \"1\" | a string, does not fit int",
                "integer | 1.0 | a number, does not fit int",
                "boxed | true | a boolean, does not fit java.lang.Integer",
                "text | [] | an array, does not fit java.lang.String",
                "tomorrow | \"soon\" | a string, does not fit java.time.LocalDate",
                "ages | {\"anna\":\"old\"} | an object, does not fit java.util.Map<java.lang.String, java.lang.Integer>",
                "shape | {\"Corners\":[{\"y\":\"far\"}]} | an object, does not fit org.presencehub.hub.HubBindingTest$Shape, for its property 'corners.y'",
            })
    void callerIsToldWhatDoesNotFitAndWhy(String method, String argument, String why) {
        assertThat(client().error(method, argument)).endsWith(WRONG_TYPE + " Argument 1, " + why + ".");
    }

    @ParameterizedTest
    @CsvSource({"integer, 0, 1", "integer, 2, 1", "rest, 0, 1"})
    void wrongNumberOfArgumentsIsToldToTheCaller(String method, int given, int expected) {
        String[] arguments = new String[given];
        Arrays.fill(arguments, "1");

        assertThat(client().error(method, arguments))
                .isEqualTo("Failed to invoke '" + method
                        + "' due to an error on the server. InvalidDataException: Invocation provides " + given
                        + " argument(s) but target expects " + expected + ".");
    }

    @Test
    void restIsWhateverFollowsNothingIncluded() {
        assertThat(client().result("rest", "\"a\"")).isEqualTo("[\"a\",0]");
        assertThat(client().result("rest", "\"a\"", "\"b\"", "true", "null"))
                .isEqualTo("[\"a\",3,\"b\",\"true\",\"null\"]");
        assertThat(client().result("onlyRest")).isEqualTo("0");
        assertThat(client().result("onlyRest", "1", "2")).isEqualTo("2");
    }

    @Test
    void restThatDoesNotFitIsTheHubsToHandle() {
        assertThat(client().result("misread", "7"))
                .isEqualTo("\"The argument at index 0, a number, does not fit " + Point.class.getName() + ".\"");
    }

    @Test
    void errorInBindingIsAnErrorOfTheCallAndTheConnectionLives() {
        InMemoryClient anna = InMemoryClient.of("anna", weld, "/binder");

        assertThat(anna.error("doomed", "{}"))
                .startsWith("An unexpected error occurred invoking 'doomed' on the server.");
        assertThat(anna.result("integer", "1")).isEqualTo("1");
    }

    @Test
    void errorOfAMethodIsToldAsWhatItIs() {
        assertThat(InMemoryClient.of("anna", weld, "/binder").error("failSeriously"))
                .isEqualTo(
                        "An unexpected error occurred invoking 'failSeriously' on the server. AssertionError: secret");
    }

    /** Read in the square of their length, or computed with in all the memory there is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "decimal | D",
                "decimal | 1e10000",
                "decimal | -1.5E-1000000000",
                "huge | D",
                "real | D",
                "scale | {\"amount\":D}",
                "scale | {\"amount\":1e10000}",
                "scale | {\"amount\":\"1e10000\"}",
                "scale | {\"amount\":\"D\"}",
                "scale | {\"cents\":D}",
                "scale | {\"cents\":\"D\"}",
                "scale | {\"other\":D}",
                "scale | {\"all\":[\"D\"]}",
                "point | {\"x\":1,\"y\":2,\"z\":[{\"\\\"\":D}]}"
            })
    void aNumberThatNobodyComputesWithDoesNotFit(String call) {
        String[] parts = call.replace("D", "9".repeat(1_101)).split(" \\| ", -1);

        assertThat(client().error(parts[0], parts[1])).contains("Failed to invoke '" + parts[0] + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"amount\":0.10} | 2",
                "{\"amount\":\"0.100\",\"cents\":\"7\",\"other\":\"1\",\"all\":[1,\"2\",null]} | 3",
                "{\"amount\":1e9999} | -9999",
                "{\"amount\":null,\"cents\":null,\"other\":null,\"all\":null} | -1"
            })
    void numbersInObjectsAreReadAsJsonbReadsThem(String money, String scale) {
        assertThat(client().result("scale", money)).isEqualTo(scale);
    }

    @Test
    void aNumberMayHaveElevenHundredDigits() {
        String digits = "9".repeat(1_100);

        assertThat(client().result("huge", digits)).isEqualTo(digits);
        assertThat(client().result("text", "\"" + digits + "9\"")).contains(digits);
    }
}
