package org.presencehub.binding.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.binding.JsonBinding;
import org.presencehub.protocol.Json;
import org.presencehub.protocol.Packed;
import org.presencehub.protocol.Payload;

/** What .NET's times are read from, and what of Java's it has no place for. */
@SuppressWarnings("JavaUtilDate") // applications have them
class TimeFormsTest {
    private final JsonBinding binding = new JsonBinding(BindingOptions.DEFAULTS);

    private @Nullable Object read(Payload payload, Type type) {
        return binding.read(payload, type);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-28T10:00:00Z, 2026-11-28T10:00:00Z",
        "2026-11-28T10:00:00.1234567Z, 2026-11-28T10:00:00.123456700Z",
        "2026-11-28T10:00:00.5+01:00, 2026-11-28T09:00:00.500Z",
        "2026-11-28T10:00:00, 2026-11-28T10:00:00Z",
        "2026-11-28T10:00, 2026-11-28T10:00:00Z",
        "2026-11-28, 2026-11-28T00:00:00Z",
        "2026-11-28T10:00:00+01:00[Europe/Paris], 2026-11-28T09:00:00Z"
    })
    void aPointInTimeIsReadInEachFormThatDotNetAndBrowsersWrite(String text, Instant time) {
        Json json = Json.quote(text);

        assertThat(read(json, Instant.class)).isEqualTo(time);
        assertThat(read(json, Date.class)).isEqualTo(Date.from(time));
        assertThat(WireFormsTest.point(read(json, Calendar.class)))
                .hasToString(
                        time.truncatedTo(java.time.temporal.ChronoUnit.MILLIS).toString());
        assertThat(((OffsetDateTime) Objects.requireNonNull(read(json, OffsetDateTime.class))).toInstant())
                .isEqualTo(time);
        assertThat(WireFormsTest.point(read(json, ZonedDateTime.class))).isEqualTo(time);
        assertThat(read(
                        Json.of("[" + json + "]"),
                        new ArrayList<Instant>() {}.getClass().getGenericSuperclass()))
                .isEqualTo(List.of(time));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-28T10:00:00Z, 2026-11-28T10:00:00",
        "2026-11-28T10:00:00+01:00, 2026-11-28T10:00:00",
        "2026-11-28T10:00, 2026-11-28T10:00:00",
        "2026-11-28, 2026-11-28T00:00:00"
    })
    void aClockIsReadAsItStood(String text, LocalDateTime clock) {
        assertThat(read(Json.quote(text), LocalDateTime.class)).isEqualTo(clock);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-28, 2026-11-28",
        "2026-11-28T00:00:00, 2026-11-28",
        "+12026-11-28, +12026-11-28",
        "-0001-11-28, -0001-11-28"
    })
    void aDayIsReadAsText(String text, LocalDate day) {
        assertThat(read(Json.quote(text), LocalDate.class)).isEqualTo(day);
        assertThat(binding.write(day).json()).isEqualTo(Json.quote(day.toString()));
    }

    @ParameterizedTest
    @CsvSource({
        "00:01:30, PT1M30S",
        "-00:01:30, PT-1M-30S",
        "1.02:03:04.5000000, P1DT2H3M4.5S",
        "PT1M30S, PT1M30S",
        "00:00:00.0000001, PT0.0000001S",
        "10675199.02:48:05.4775807, P10675199DT2H48M5.4775807S"
    })
    void aTimeSpanIsReadAsText(String text, Duration duration) {
        assertThat(read(Json.quote(text), Duration.class)).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({
        "PT-0.00000005S, -00:00:00, 0",
        "PT-1.00000005S, -00:00:01, -10000000",
        "PT0.00000019S, 00:00:00.0000001, 1"
    })
    void whatIsLessThanATickIsCutOffInBothEncodings(Duration duration, String text, long ticks) {
        assertThat(binding.write(duration).json()).isEqualTo(Json.quote(text));
        assertThat(binding.write(duration).packed()).isEqualTo(Packed.number(ticks));
    }

    @Test
    void aDurationThatDotNetCannotCountIsTextAsJavaHasIt() {
        for (Duration longest : List.of(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofSeconds(Long.MIN_VALUE))) {
            Payload written = binding.write(longest);

            assertThat(read(written.json(), Duration.class)).isEqualTo(longest);
            assertThat(read(written.packed(), Duration.class)).isEqualTo(longest);
        }
    }

    /** It has digits of its own there. */
    @Test
    void numbersAreTheSameInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(binding.write(Duration.ofSeconds(90)).json()).hasToString("\"00:01:30\"");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void anOffsetOfSecondsIsCutToMinutesAtTheSameTime() {
        ZonedDateTime old = ZonedDateTime.of(1880, 1, 1, 12, 0, 0, 0, ZoneId.of("Europe/Berlin"));
        Payload written = binding.write(old);

        assertThat(written.json()).hasToString("\"1880-01-01T11:59:32+00:53\"");
        assertThat(WireFormsTest.point(read(written.json(), ZonedDateTime.class)))
                .isEqualTo(old.toInstant());
        assertThat(WireFormsTest.point(read(written.packed(), ZonedDateTime.class)))
                .isEqualTo(old.toInstant());
    }
}
