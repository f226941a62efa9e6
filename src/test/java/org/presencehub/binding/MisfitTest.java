package org.presencehub.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.bind.JsonbException;
import jakarta.json.bind.annotation.JsonbProperty;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.binding.form.BindingOptions;
import org.presencehub.protocol.Json;
import org.presencehub.protocol.Packed;
import org.presencehub.protocol.Payload;

/** What is said of a value that does not fit: its kind and the type, which property, and nothing of the value. */
class MisfitTest {
    private final JsonBinding binding = new JsonBinding(BindingOptions.DEFAULTS);

    public record Point(int x, int y) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Shape(
            List<Point> corners,
            Map<String, Point> named,
            Optional<Point> origin,
            Point[] path,
            @JsonbProperty("the-size") int size,
            @Nullable Shape inner) {}

    public static class Base {
        private int count;

        public int getCount() {
            return count;
        }

        public void setCount(int count) {
            this.count = count;
        }
    }

    public static class Heir extends Base {
        private String hidden = "";

        public void setMeasure(int measure) {
            hidden = "" + measure;
        }

        public String getHidden() {
            return hidden;
        }
    }

    private String misfit(Payload value, Type type) {
        JsonbException cause = catchThrowableOfType(JsonbException.class, () -> binding.read(value, type));
        return Misfit.of(value, type, cause);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"s3cr3t\" | a string",
                "12 | a number",
                "-1 | a number",
                "true | a boolean",
                "false | a boolean",
                "[\"s3cr3t\"] | an array",
                "{\"s3cr3t\":1} | an object",
            })
    void theKindOfTheValueIsSaid(String json, String kind) {
        assertThat(misfit(Json.of(json), Instant.class)).isEqualTo(kind + ", does not fit java.time.Instant");
        assertThat(misfit(Json.of(json).packed(), Instant.class)).isEqualTo(kind + ", does not fit java.time.Instant");
    }

    @Test
    void nullAndBytesAreKindsToo() {
        assertThat(misfit(Json.NULL, int.class)).isEqualTo("null, does not fit int");
        assertThat(misfit(Packed.binary(new byte[] {1}), int.class)).isEqualTo("binary data, does not fit int");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"corners\":[{\"x\":1,\"y\":\"s3cr3t\"}]} | corners.y",
                "{\"CORNERS\":\"s3cr3t\"} | corners",
                "{\"named\":{\"s3cr3t\":{\"X\":\"s3cr3t\"}}} | named.x",
                "{\"origin\":{\"x\":\"s3cr3t\"}} | origin.x",
                "{\"path\":[{\"x\":\"s3cr3t\"}]} | path.x",
                "{\"the-size\":\"s3cr3t\"} | the-size",
                "{\"inner\":{\"inner\":{\"the-size\":\"s3cr3t\"}}} | inner.inner.the-size",
            })
    void propertiesAreNamedAsTheTypeSpellsThem(String json, String property) {
        assertThat(misfit(Json.of(json), Shape.class))
                .isEqualTo(
                        "an object, does not fit " + Shape.class.getName() + ", for its property '" + property + "'");
    }

    @ParameterizedTest
    @CsvSource({"count", "measure"})
    void propertiesOfParentsAndSettersAreKnown(String property) {
        assertThat(misfit(Json.of("{\"" + property + "\":\"s3cr3t\"}"), Heir.class))
                .endsWith("Heir, for its property '" + property + "'");
    }

    @Test
    void aNameThatIsNoneOfTheTypesIsTheClients() {
        JsonbException telling = new JsonbException("Unable to deserialize property 's3cr3t' because of: s3cr3t");

        assertThat(Misfit.of(Json.of("{}"), Point.class, telling))
                .isEqualTo("an object, does not fit " + Point.class.getName());
    }

    @Test
    void howDeepItLiesIsNotForTheClientToSay() {
        String deep = "{\"inner\":".repeat(100) + "7" + "}".repeat(100);

        assertThat(misfit(Json.of(deep), Shape.class)).endsWith("'" + "inner.".repeat(7) + "inner'");
    }
}
