package org.presencehub.binding;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.presencehub.application.Sample;
import org.presencehub.binding.form.BindingOptions;
import org.presencehub.protocol.Packed;
import org.presencehub.protocol.Payload;
import org.presencehub.protocol.ProtocolException;

/** One object as Microsoft's .NET client 11 sent it over both protocols, recorded: it is read, and goes back as that client reads it. */
class DotNetSampleTest {
    private static final Sample INNER = new Sample(
            "in",
            0,
            0,
            new BigDecimal("0"),
            false,
            UUID.fromString("00010203-0405-0607-0706-050403020101"),
            Instant.parse("2026-11-28T10:00:00Z"),
            OffsetDateTime.parse("2026-11-28T10:00:00-03:30"),
            Duration.ofSeconds(1),
            LocalDate.of(1, 1, 1),
            new byte[] {(byte) 0xff},
            Sample.Colour.Blue,
            null,
            null,
            null,
            null);
    private static final Sample SAMPLE = new Sample(
            "Gr\u00fc\u00dfe",
            7,
            9_007_199_254_740_993L,
            new BigDecimal("12.50"),
            true,
            UUID.fromString("00010203-0405-0607-0706-050403020100"),
            Instant.parse("2026-11-28T10:00:00.123Z"),
            OffsetDateTime.parse("2026-11-28T10:00:00+01:00"),
            Duration.parse("P1DT1M30S"),
            LocalDate.of(2026, 11, 28),
            new byte[] {1, 2, 3},
            Sample.Colour.Green,
            List.of("a", "b"),
            Map.of("one", 1, "Two", 2),
            INNER,
            null);

    private final JsonBinding binding = new JsonBinding(new BindingOptions(true, true));

    private static byte[] recorded(String name) {
        try (InputStream file = Objects.requireNonNull(DotNetSampleTest.class.getResourceAsStream(name))) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Payload json() throws ProtocolException {
        byte[] bytes = recorded("sample.json");
        return org.presencehub.protocol.Json.parse(bytes, 0, bytes.length);
    }

    private static Payload packed() throws ProtocolException {
        byte[] bytes = recorded("sample.msgpack");
        return Packed.parse(bytes, 0, bytes.length);
    }

    @Test
    void itIsReadFromBoth() throws ProtocolException {
        for (Payload sent : List.of(json(), packed())) {
            assertThat(binding.read(sent, Sample.class))
                    .usingRecursiveComparison()
                    .isEqualTo(SAMPLE);
        }
    }

    /** Its client reads members in any order. */
    @Test
    void itIsWrittenAsThatClientReadsIt() throws ProtocolException {
        Payload written = binding.write(SAMPLE);

        assertThat(members(written.json())).isEqualTo(members(json()));
        assertThat(members(written.packed().json())).isEqualTo(members(packed().json()));
        assertThat(written.packed().length()).isLessThanOrEqualTo(packed().length() + 4); // no number is a float
    }

    private static JsonObject members(Payload payload) {
        return Json.createReader(new StringReader(payload.json().toString())).readObject();
    }
}
