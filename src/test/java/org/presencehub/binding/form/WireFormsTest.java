package org.presencehub.binding.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.json.bind.JsonbException;
import jakarta.json.bind.annotation.JsonbProperty;
import java.io.IOException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.presencehub.binding.JsonBinding;
import org.presencehub.protocol.Json;
import org.presencehub.protocol.Packed;
import org.presencehub.protocol.Payload;
import org.presencehub.protocol.ProtocolException;

/** What .NET's types are in both encodings, at any depth and both ways, as its own client was seen to write and read them. */
@SuppressWarnings({"EnumOrdinal", "JavaUtilDate"}) // applications have them
class WireFormsTest {
    private static final Instant TIME = Instant.parse("2026-11-28T10:00:00.123Z");
    private static final ZonedDateTime ZONED = ZonedDateTime.of(2026, 11, 28, 10, 0, 0, 0, ZoneId.of("Europe/Paris"));

    private final JsonBinding binding = new JsonBinding(BindingOptions.DEFAULTS);
    private final JsonBinding asNet = new JsonBinding(new BindingOptions(true, true));

    enum WithBody {
        PLAIN,
        RICH {
            @Override
            public String toString() {
                return "rich";
            }
        }
    }

    enum Colour {
        RED,
        GREEN,
        Blue
    }

    /** A holder of anything, which JSON-B sees by its runtime type. */
    public record Holder<T extends @Nullable Object>(T value) {}

    private interface Packing {
        void pack(MessageBufferPacker packer) throws IOException;
    }

    private static Packed packed(Packing packing) {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            packing.pack(packer);
            byte[] bytes = packer.toByteArray();
            return Packed.parse(bytes, 0, bytes.length);
        } catch (IOException | ProtocolException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Packed offset(Instant clock, int minutes) {
        return packed(packer -> packer.packArrayHeader(2).packTimestamp(clock).packInt(minutes));
    }

    static Stream<Arguments> values() {
        Calendar calendar = GregorianCalendar.from(ZONED);
        calendar.setTimeZone(TimeZone.getTimeZone("Europe/Paris"));
        return Stream.of(
                arguments(TIME, "\"2026-11-28T10:00:00.123Z\"", packed(packer -> packer.packTimestamp(TIME))),
                arguments(
                        Date.from(TIME), "\"2026-11-28T10:00:00.123Z\"", packed(packer -> packer.packTimestamp(TIME))),
                arguments(
                        java.sql.Timestamp.from(TIME),
                        "\"2026-11-28T10:00:00.123Z\"",
                        packed(packer -> packer.packTimestamp(TIME))),
                arguments(
                        java.sql.Date.valueOf("2026-11-28"),
                        "\"2026-11-28\"",
                        packed(packer -> packer.packLong(739_947))),
                arguments(
                        LocalDateTime.of(2026, 11, 28, 10, 0),
                        "\"2026-11-28T10:00:00\"",
                        packed(packer -> packer.packTimestamp(Instant.parse("2026-11-28T10:00:00Z")))),
                arguments(
                        OffsetDateTime.of(2026, 11, 28, 10, 0, 0, 0, ZoneOffset.ofHours(1)),
                        "\"2026-11-28T10:00:00+01:00\"",
                        offset(Instant.parse("2026-11-28T10:00:00Z"), 60)),
                arguments(ZONED, "\"2026-11-28T10:00:00+01:00\"", offset(Instant.parse("2026-11-28T10:00:00Z"), 60)),
                arguments(calendar, "\"2026-11-28T10:00:00+01:00\"", offset(Instant.parse("2026-11-28T10:00:00Z"), 60)),
                arguments(
                        OffsetDateTime.of(2026, 11, 28, 10, 0, 0, 0, ZoneOffset.ofHoursMinutes(-3, -30)),
                        "\"2026-11-28T10:00:00-03:30\"",
                        offset(Instant.parse("2026-11-28T10:00:00Z"), -210)),
                arguments(LocalDate.of(2026, 11, 28), "\"2026-11-28\"", packed(packer -> packer.packLong(739_947))),
                arguments(LocalDate.of(1, 1, 1), "\"0001-01-01\"", packed(packer -> packer.packLong(0))),
                arguments(LocalTime.of(10, 0, 1), "\"10:00:01\"", packed(packer -> packer.packLong(360_010_000_000L))),
                arguments(Duration.ofSeconds(90), "\"00:01:30\"", packed(packer -> packer.packLong(900_000_000))),
                arguments(
                        Duration.parse("-P1DT2H3M4.5S"),
                        "\"-1.02:03:04.5000000\"",
                        packed(packer -> packer.packLong(-937_845_000_000L))),
                arguments(new BigDecimal("12.50"), "12.50", packed(packer -> packer.packString("12.50"))),
                arguments(
                        new byte[] {1, 2, 3},
                        "\"AQID\"",
                        packed(packer -> packer.packBinaryHeader(3).writePayload(new byte[] {1, 2, 3}))),
                arguments(Colour.GREEN, "\"GREEN\"", packed(packer -> packer.packString("GREEN"))),
                arguments(
                        UUID.fromString("00000000-0000-0000-0000-000000000007"),
                        "\"00000000-0000-0000-0000-000000000007\"",
                        packed(packer -> packer.packString("00000000-0000-0000-0000-000000000007"))),
                arguments(
                        9_007_199_254_740_993L,
                        "9007199254740993",
                        packed(packer -> packer.packLong(9_007_199_254_740_993L))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueIsWrittenAsDotNetDoes(Object value, String json, Packed packed) {
        assertThat(binding.write(value).json()).hasToString(json);
        assertThat(binding.write(value).packed()).isEqualTo(packed);
    }

    private static Packed inMap(String key, Packed packed) {
        return map(Map.of(key, packed));
    }

    private static Packed map(Map<String, Packed> members) {
        return joined(
                packer -> packer.packMapHeader(members.size()),
                members.entrySet().stream()
                        .flatMap(member -> Stream.of(Packed.text(member.getKey()), member.getValue()))
                        .toList());
    }

    private static Packed joined(Packing head, List<Packed> values) {
        return packed(packer -> {
            head.pack(packer);
            for (Packed value : values) {
                packer.addPayload(bytes(value));
            }
        });
    }

    private static byte[] bytes(Packed value) {
        return java.util.HexFormat.of().parseHex(value.toString());
    }

    @ParameterizedTest
    @MethodSource("values")
    void soIsAMemberOfAnObject(Object value, String json, Packed packed) {
        Payload written = binding.write(new Holder<>(value));

        assertThat(written.json()).hasToString("{\"value\":" + json + "}");
        assertThat(written.packed()).isEqualTo(inMap("value", packed));
    }

    @ParameterizedTest
    @MethodSource("values")
    void soIsWhatIsDeepInListsAndMaps(Object value, String json, Packed packed) {
        Payload written = binding.write(Map.of("a", List.of(new Holder<>(Optional.of(value)))));

        assertThat(written.json()).hasToString("{\"a\":[{\"value\":" + json + "}]}");
        assertThat(written.packed()).isEqualTo(inMap("a", Packed.array(inMap("value", packed))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void eachIsReadFromBoth(Object value, String json, Packed packed) {
        Type type = value instanceof Calendar ? Calendar.class : value.getClass();

        assertThat(point(read(Json.of(json), type))).isEqualTo(point(value));
        assertThat(point(read(packed, type))).isEqualTo(point(value));
    }

    /** Zones and calendars are not known on the wire: the point in time is. */
    static @Nullable Object point(@Nullable Object value) {
        if (value instanceof ZonedDateTime zoned) {
            return zoned.toInstant();
        }
        return value instanceof Calendar calendar ? calendar.toInstant() : value;
    }

    private @Nullable Object read(Payload payload, Type type) {
        return binding.read(payload, type);
    }

    public static class Everything {
        public @Nullable Instant instant;
        public @Nullable Date date;
        public @Nullable Calendar calendar;
        public @Nullable LocalDateTime local;
        public @Nullable OffsetDateTime offset;
        public @Nullable ZonedDateTime zoned;
        public @Nullable LocalDate day;
        public @Nullable LocalTime time;
        public @Nullable Duration lasts;
        public @Nullable BigDecimal price;
        public byte @Nullable [] data;
        public @Nullable Colour colour;
        public @Nullable UUID id;
        public @Nullable Everything inner;
        public @Nullable List<Colour> colours;
        public @Nullable Map<String, LocalDate> days;
    }

    private static Everything everything() {
        Everything all = new Everything();
        all.instant = TIME;
        all.date = Date.from(TIME);
        all.calendar = GregorianCalendar.from(ZONED);
        all.local = LocalDateTime.of(2026, 11, 28, 10, 0);
        all.offset = ZONED.toOffsetDateTime();
        all.zoned = ZONED;
        all.day = LocalDate.of(2026, 11, 28);
        all.time = LocalTime.NOON;
        all.lasts = Duration.ofSeconds(90);
        all.price = new BigDecimal("12.50");
        all.data = new byte[] {1, 2};
        all.colour = Colour.GREEN;
        all.id = new UUID(0, 7);
        all.colours = List.of(Colour.RED, Colour.Blue);
        all.days = Map.of("a", LocalDate.of(2026, 11, 28));
        return all;
    }

    private static Everything nested() {
        Everything all = everything();
        all.inner = everything();
        return all;
    }

    /** Through both encodings, by both configurations. */
    @Test
    void allOfThemAtOnceComeBack() {
        for (JsonBinding each : List.of(binding, asNet)) {
            Payload written = each.write(nested());
            for (Payload sent : List.of(written.json(), written.packed())) {
                Everything read = (Everything) Objects.requireNonNull(each.read(sent, Everything.class));
                assertThat(read)
                        .usingRecursiveComparison()
                        .ignoringFields("calendar", "zoned", "inner")
                        .isEqualTo(nested());
                assertThat(point(read.calendar)).isEqualTo(ZONED.toInstant());
                assertThat(point(read.zoned)).isEqualTo(ZONED.toInstant());
                assertThat(read.inner)
                        .usingRecursiveComparison()
                        .ignoringFields("calendar", "zoned")
                        .isEqualTo(everything());
            }
        }
    }

    @Test
    void whatIsNotThereIsNull() {
        Payload written = binding.write(new Everything());

        assertThat(written.json().toString()).contains("\"instant\":null", "\"data\":null", "\"price\":null");
        Everything read = (Everything) binding.read(written.packed(), Everything.class);
        assertThat(read).usingRecursiveComparison().isEqualTo(new Everything());
    }

    @ParameterizedTest
    @CsvSource({"0, RED", "2, Blue", "'\"RED\"', RED", "'\"green\"', GREEN", "'\"BLUE\"', Blue"})
    void anEnumIsReadByNameAndByNumber(String json, Colour colour) {
        assertThat(read(Json.of(json), Colour.class)).isEqualTo(colour);
        assertThat(read(Json.of("[" + json + "]"), Colour[].class)).isEqualTo(new Colour[] {colour});
        assertThat(read(Json.of(json).packed(), Colour.class)).isEqualTo(colour);
    }

    @ParameterizedTest
    @CsvSource({
        "3, org.presencehub.binding.form.WireFormsTest$Colour",
        "-1, org.presencehub.binding.form.WireFormsTest$Colour",
        "1.5, org.presencehub.binding.form.WireFormsTest$Colour",
        "'\"PINK\"', org.presencehub.binding.form.WireFormsTest$Colour",
        "'\"tomorrow\"', java.time.Instant",
        "'[]', java.time.OffsetDateTime",
        "'[\"2026-11-28T10:00:00Z\",9999]', java.time.OffsetDateTime",
        "'\"25:00\"', java.time.LocalTime",
        "true, java.time.LocalDate",
        "'\"2026-11-28T23:00:00Z\"', java.time.LocalDate",
        "'\"2026-11-28T00:00:00Z\"', java.time.LocalDate",
        "'\"2026-11-28T01:00:00\"', java.time.LocalDate",
        "739947, java.time.LocalDate",
        "900000000, java.time.Duration",
        "'[\"2026-11-28T10:00:00Z\",60]', java.time.OffsetDateTime",
        "99999999999999999, java.time.LocalDate",
        "'\"12.50\"', java.math.BigDecimal"
    })
    void whatFitsNoFormIsRefused(String json, Class<?> type) {
        assertThatExceptionOfType(JsonbException.class).isThrownBy(() -> read(Json.of(json), type));
    }

    @Test
    void enumsAreNumbersInJsonAndNamesInMessagePackWhereThatIsWanted() {
        Payload written = asNet.write(List.of(Colour.GREEN, Colour.Blue));

        assertThat(written.json()).hasToString("[1,2]");
        assertThat(written.packed()).isEqualTo(Packed.array(Packed.text("GREEN"), Packed.text("Blue")));
        assertThat(asNet.write(new EnumMap<>(Map.of(Colour.GREEN, 7))).json()).hasToString("{\"GREEN\":7}");
        assertThat(asNet.write(new Holder<>(WithBody.RICH)).json()).hasToString("{\"value\":1}");
        assertThat(asNet.read(Json.of("1"), WithBody.class)).isSameAs(WithBody.RICH);
    }

    /** Or else an int that went through a hub's map would be text for MessagePack clients. */
    @Test
    void numbersOfNoTypeStayNumbers() {
        Json sent = Json.of("{\"a\":[1.5,-7,9007199254740991,null,true,\"x\"],\"b\":42,\"c\":{}}");
        for (Payload each : List.of(sent, sent.packed())) {
            for (Type type : List.of(Object.class, MAP)) {
                Object read = read(each, type);

                assertThat(binding.write(Objects.requireNonNull(read)).json()).hasToString(sent.toString());
                assertThat(binding.write(read).packed()).isEqualTo(sent.packed());
                assertThat(((Map<?, ?>) read).get("b")).isInstanceOf(BigDecimal.class);
            }
        }
        Object held = Objects.requireNonNull(read(Json.of("{\"value\":42}"), Loose.class));
        assertThat(binding.write(held).packed())
                .isEqualTo(Json.of("{\"value\":42}").packed());
        assertThat(read(Json.of("1e3"), Object.class)).hasToString("1E+3");
    }

    public record Loose(Object value) {}

    @SuppressWarnings("unused") // by its type alone
    private static final @Nullable Map<String, Object> ANY = null;

    private static final Type MAP = field();

    private static Type field() {
        try {
            return WireFormsTest.class.getDeclaredField("ANY").getGenericType();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    public record Keyed(Map<Colour, Integer> colours, Map<LocalDate, Integer> days, Optional<Duration> lasts) {}

    @Test
    void keysOfMapsAreText() {
        Keyed keyed = new Keyed(
                new EnumMap<>(Map.of(Colour.GREEN, 7)),
                Map.of(LocalDate.of(2026, 11, 28), 8),
                Optional.of(Duration.ZERO));
        for (JsonBinding each : List.of(binding, asNet)) {
            Payload written = each.write(keyed);

            assertThat(written.json())
                    .hasToString("{\"colours\":{\"GREEN\":7},\"days\":{\"2026-11-28\":8},\"lasts\":\"00:00:00\"}");
            assertThat(each.read(written.json(), Keyed.class)).isEqualTo(keyed);
            assertThat(each.read(written.packed(), Keyed.class)).isEqualTo(keyed);
        }
    }

    public record Named(
            String plainName, @JsonbProperty("given") int other, Map<String, Integer> map, boolean x) {}

    @Test
    void membersHaveCapitalsInMessagePackWhereThatIsWantedAndKeysOfMapsHaveNot() {
        Map<String, Integer> map = new LinkedHashMap<>(Map.of("key", 1));
        Payload written = asNet.write(new Named("a", 2, map, true));

        assertThat(written.json()).hasToString("{\"map\":{\"key\":1},\"plainName\":\"a\",\"x\":true,\"given\":2}");
        assertThat(written.packed().json())
                .hasToString("{\"Map\":{\"key\":1},\"PlainName\":\"a\",\"X\":true,\"given\":2}");
        assertThat(asNet.read(written.packed(), Named.class)).isEqualTo(new Named("a", 2, map, true));
    }

    public record Inner(int someNumber) {}

    public record Outer(
            List<Inner> manyInners,
            Map<String, Inner> innersByKey,
            List<List<Inner>> inLists,
            Optional<Inner> maybeInner,
            @JsonbProperty("givenName") String other) {}

    @Test
    void membersAreReadInAnyCaseAtAnyDepthAlsoThoseOfRecords() {
        Outer read = (Outer) Objects.requireNonNull(read(
                Json.of("{\"ManyInners\":[{\"SomeNumber\":1}],\"innersbykey\":{\"SomeKey\":{\"SOMENUMBER\":2}},"
                        + "\"InLists\":[[{\"someNumber\":3}]],\"MaybeInner\":{\"SomeNumber\":4},\"GivenName\":\"x\"}"),
                Outer.class));

        assertThat(read.manyInners()).containsExactly(new Inner(1));
        assertThat(read.innersByKey()).containsExactly(Map.entry("SomeKey", new Inner(2)));
        assertThat(read.inLists()).containsExactly(List.of(new Inner(3)));
        assertThat(read.maybeInner()).contains(new Inner(4));
        assertThat(read.other()).isEqualTo("x");
    }

    /** Whatever is asked twice answers something else the second time. */
    public static class Changing {
        private int asked;

        public List<Instant> getTimes() {
            asked++;
            return Collections.nCopies(asked, TIME.plusSeconds(asked));
        }

        public int getAsked() {
            return asked;
        }

        public Duration getLeft() {
            return Duration.ofSeconds(90 - asked);
        }

        public Map<Colour, byte[]> getZoo() {
            return new EnumMap<>(Map.of(asked == 1 ? Colour.RED : Colour.GREEN, new byte[] {1}));
        }

        public Date getZwhen() {
            return Date.from(TIME);
        }
    }

    @Test
    void anObjectThatChangesMeanwhileIsWhatItWasAtFirst() {
        for (JsonBinding each : List.of(binding, asNet)) {
            Payload written = each.write(new Changing());

            assertThat(written.json())
                    .hasToString("{\"asked\":0,\"left\":\"00:01:30\",\"times\":[\"2026-11-28T10:00:01.123Z\"],"
                            + "\"zoo\":{\"RED\":\"AQ==\"},\"zwhen\":\"2026-11-28T10:00:00.123Z\"}");
            assertThat(written.packed().mayHoldBinary()).isTrue();
            assertThat(written.packed().json().toString()).contains("900000000");
        }
    }

    public record Jdbc(java.sql.Time time, java.sql.Date day, BigInteger huge, BigInteger small) {}

    @Test
    void whatJdbcAndLargeNumbersAreIsKept() {
        Jdbc jdbc = new Jdbc(
                java.sql.Time.valueOf("10:00:01"),
                java.sql.Date.valueOf("2026-11-28"),
                BigInteger.TWO.pow(70).add(BigInteger.ONE),
                BigInteger.TEN);
        Payload written = binding.write(jdbc);

        assertThat(written.json())
                .hasToString(
                        "{\"day\":\"2026-11-28\",\"huge\":1180591620717411303425,\"small\":10,\"time\":\"10:00:01\"}");
        assertThat(read(written.json(), Jdbc.class)).isEqualTo(jdbc);
        assertThat(read(written.packed(), Jdbc.class)).isEqualTo(jdbc);
        assertThat(read(Packed.text("1180591620717411303425"), BigInteger.class))
                .isEqualTo(jdbc.huge());
    }

    /** Java reads them as digits, but in more than linear time. */
    @Test
    void digitsOfOtherScriptsAreNone() {
        String wide = "\uff11".repeat(10);
        for (Class<?> type : List.of(BigDecimal.class, BigInteger.class)) {
            assertThatExceptionOfType(JsonbException.class).isThrownBy(() -> read(Packed.text(wide), type));
        }
        assertThatExceptionOfType(JsonbException.class)
                .isThrownBy(() -> read(Json.of("{\"price\":\"1e" + wide + "\"}"), Everything.class));
    }

    @Test
    void whatChangesAfterwardsDoesNotMatter() {
        Date date = Date.from(TIME);
        byte[] data = {1, 2, 3};
        Payload written = binding.write(List.of(date, data));
        date.setTime(0);
        data[0] = 9;

        assertThat(written.packed())
                .isEqualTo(Packed.array(
                        packed(packer -> packer.packTimestamp(TIME)), Packed.binary(new byte[] {1, 2, 3})));
    }
}
