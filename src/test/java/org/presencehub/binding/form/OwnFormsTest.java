package org.presencehub.binding.form;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbDateFormat;
import jakarta.json.bind.annotation.JsonbNumberFormat;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.presencehub.binding.JsonBinding;
import org.presencehub.protocol.Json;
import org.presencehub.protocol.Payload;

/** What an application says of its own types by JSON-B's annotations comes first. */
@SuppressWarnings("EnumOrdinal") // applications have them
class OwnFormsTest {
    private final JsonBinding binding = new JsonBinding(BindingOptions.DEFAULTS);
    private final JsonBinding asNet = new JsonBinding(new BindingOptions(true, true));

    private @Nullable Object read(Payload payload, Type type) {
        return binding.read(payload, type);
    }

    public static final class Shouting implements JsonbAdapter<WireFormsTest.Colour, String> {
        @Override
        public String adaptToJson(WireFormsTest.Colour colour) {
            return colour.name() + "!";
        }

        @Override
        public WireFormsTest.Colour adaptFromJson(String text) {
            return WireFormsTest.Colour.valueOf(text.substring(0, text.length() - 1));
        }
    }

    @JsonbTypeAdapter(OfLevel.class)
    enum Level {
        LOW,
        HIGH
    }

    public static final class OfLevel implements JsonbAdapter<Level, Integer> {
        @Override
        public Integer adaptToJson(Level level) {
            return 10 * (level.ordinal() + 1);
        }

        @Override
        public Level adaptFromJson(Integer number) {
            return Level.values()[number / 10 - 1];
        }
    }

    public static class Annotated {
        @JsonbDateFormat("dd.MM.yyyy")
        public LocalDate day = LocalDate.of(2026, 11, 28);

        @JsonbNumberFormat("0.000")
        public BigDecimal price = new BigDecimal("12.5");

        @JsonbTypeAdapter(Shouting.class)
        public WireFormsTest.Colour colour = WireFormsTest.Colour.GREEN;

        public Level level = Level.HIGH;

        public Duration lasts = Duration.ofSeconds(90);
    }

    @Test
    void whatAnApplicationSaysOfItsMembersComesFirst() {
        for (JsonBinding each : List.of(binding, asNet)) {
            Payload written = each.write(new Annotated());

            assertThat(written.json())
                    .hasToString(
                            "{\"colour\":\"GREEN!\",\"day\":\"28.11.2026\",\"lasts\":\"00:01:30\",\"level\":20,\"price\":\"12.500\"}");
            assertThat(written.packed().json().toString().toLowerCase(Locale.ROOT))
                    .isEqualTo(
                            "{\"colour\":\"green!\",\"day\":\"28.11.2026\",\"lasts\":900000000,\"level\":20,\"price\":\"12.500\"}");
        }
    }

    @Test
    void itIsReadSoToo() {
        for (String lasts : List.of("\"PT1M30S\"", "\"00:01:30\"")) {
            Json json = Json.of("{\"colour\":\"GREEN!\",\"day\":\"28.11.2026\",\"lasts\":" + lasts
                    + ",\"level\":20,\"price\":\"12.500\"}");

            assertThat(read(json, Annotated.class))
                    .usingRecursiveComparison()
                    .withEqualsForType((a, b) -> a.compareTo(b) == 0, BigDecimal.class)
                    .isEqualTo(new Annotated());
        }
    }

    public static final class IsoDuration implements JsonbAdapter<Duration, String> {
        @Override
        public String adaptToJson(Duration duration) {
            return duration.toString();
        }

        @Override
        public Duration adaptFromJson(String text) {
            return Duration.parse(text);
        }
    }

    /** Of forms that look like JSON-B's own. */
    public static class LookingAlike {
        @JsonbTypeAdapter(IsoDuration.class)
        public Duration lasts = Duration.ofSeconds(90);

        private Duration got = Duration.ofSeconds(60);

        @JsonbTypeAdapter(IsoDuration.class)
        public Duration getGot() {
            return got;
        }

        public void setGot(Duration given) {
            got = given;
        }

        @JsonbDateFormat("yyyy-MM-dd")
        public LocalDate day = LocalDate.of(2026, 11, 28);
    }

    @Test
    void formsOfAnApplicationStayAlsoIfTheyLookLikeOthers() {
        for (Object value : List.of(new LookingAlike(), List.of(new LookingAlike()), Map.of("x", new LookingAlike()))) {
            Payload written = binding.write(value);

            assertThat(written.json().toString())
                    .contains("{\"day\":\"2026-11-28\",\"got\":\"PT1M\",\"lasts\":\"PT1M30S\"}");
            assertThat(written.packed().json()).isEqualTo(written.json());
        }
        LookingAlike read = (LookingAlike)
                Objects.requireNonNull(read(binding.write(new LookingAlike()).packed(), LookingAlike.class));
        assertThat(read).usingRecursiveComparison().isEqualTo(new LookingAlike());
    }

    public static class Page<T> {
        public @Nullable List<T> items;
    }

    public static class PageOfForms extends Page<LookingAlike> {}

    @Test
    void whatIsInheritedWithItsTypeIsFoundToo() {
        PageOfForms page = new PageOfForms();
        page.items = List.of(new LookingAlike());

        Payload written = binding.write(page);

        assertThat(written.packed().json()).isEqualTo(written.json());
        assertThat(read(written.packed(), PageOfForms.class))
                .usingRecursiveComparison()
                .isEqualTo(page);
    }

    /** Of another type than its dates. */
    @JsonbDateFormat("dd.MM.yyyy")
    public static class Formatted {
        public LocalDate day = LocalDate.of(2026, 11, 28);
        public Duration lasts = Duration.ofSeconds(90);
    }

    @Test
    void aFormatOfDatesIsOfDatesAlone() {
        Payload written = binding.write(new Formatted());

        assertThat(written.json()).hasToString("{\"day\":\"28.11.2026\",\"lasts\":\"00:01:30\"}");
        for (Payload sent : List.of(written.json(), written.packed())) {
            assertThat(read(sent, Formatted.class)).usingRecursiveComparison().isEqualTo(new Formatted());
        }
    }
}
