package org.presencehub.binding;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.stream.JsonParser;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.presencehub.protocol.Json;

/**
 * Keeps numbers of any size to one that costs nothing to read and to compute with, also where text stands for one. Stateless.
 *
 * <p>Java reads a number of n digits in n² steps: one of a megabyte takes a quarter of a minute. And who adds one to 1e1000000000 fills the
 * memory.
 */
final class BoundedNumbers {
    private BoundedNumbers() {}

    /** Reads properties that are decimal numbers. */
    static final class OfDecimals extends Reader<BigDecimal> {
        @Override
        BigDecimal parse(String number) {
            return new BigDecimal(number);
        }
    }

    /** Reads properties that are whole numbers. */
    static final class OfIntegers extends Reader<BigInteger> {
        @Override
        BigInteger parse(String number) {
            return new BigInteger(number);
        }
    }

    private abstract static class Reader<N extends Number> implements JsonbDeserializer<N> {
        abstract N parse(String number);

        @Override
        public @Nullable N deserialize(JsonParser parser, DeserializationContext context, Type type) {
            JsonValue value = parser.getValue();
            if (value == JsonValue.NULL) {
                return null;
            }
            String number = value instanceof JsonString text ? text.getString() : value.toString();
            require(number);
            return parse(number);
        }
    }

    private static final Pattern NUMBER = Pattern.compile("[-+.0-9eE]*+");

    /**
     * Java takes digits of other scripts for digits, too, which nothing here counts.
     *
     * @throws JsonbException if it is too large, too long, or no number at all
     */
    static void require(String number) {
        if (!NUMBER.matcher(number).matches()) {
            throw new JsonbException("That is no number.");
        }
        require(Json.of(number));
    }

    /** @throws JsonbException if a number in there is too large, or too long */
    static void require(Json json) {
        if (json.hasOversizedNumber()) {
            throw new JsonbException("A number is too long, or too large to compute with.");
        }
    }
}
