package org.presencehub.binding;

import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.stream.JsonGenerator;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.presencehub.protocol.Packed;

/** The Java types that have a form of their own on the wire, each with its counterpart of .NET. Stateless. */
final class WireForms {
    private static final List<TwoWayForm<?>> TIMES = times(true);

    private WireForms() {}

    /**
     * {@return those that are not the same in both encodings, or not what JSON-B writes}
     *
     * @param jsonb knows adapters of an application's own alone
     */
    static List<WireForm<?>> written(BindingOptions options, Jsonb jsonb) {
        List<WireForm<?>> forms = new ArrayList<>(times(true));
        forms.add(new OfDecimal());
        forms.add(new OfInteger());
        forms.add(new OfBytes());
        if (options.enumsAsNumbers()) {
            forms.add(new OfEnum(jsonb));
        }
        return forms;
    }

    /**
     * {@return those that clients write in other ways than JSON-B reads}
     *
     * @param textAlone whether times are text, as in JSON
     * @param own types that JSON-B is to read alone
     * @param jsonb knows adapters of an application's own alone
     */
    static List<TwoWayForm<?>> read(boolean textAlone, Set<Class<?>> own, Jsonb jsonb) {
        List<TwoWayForm<?>> forms = new ArrayList<>(times(textAlone));
        forms.add(new OfEnum(jsonb));
        forms.add(new OfAnything());
        forms.removeIf(form -> form.isAmong(own));
        return forms;
    }

    /** {@return whether a date format can be meant for the type} */
    static boolean isTime(Class<?> type) {
        return type != Duration.class && TIMES.stream().anyMatch(form -> form.reads(type));
    }

    private static List<TwoWayForm<?>> times(boolean textAlone) {
        return List.of(
                new OfInstant(textAlone),
                new OfDate(textAlone),
                new OfLocalDateTime(textAlone),
                new OfOffsetDateTime(textAlone),
                new OfZonedDateTime(textAlone),
                new OfCalendar(textAlone),
                new OfLocalDate(textAlone),
                new OfLocalTime(textAlone),
                new OfDuration(textAlone));
    }

    /** {@code DateTime} of UTC. */
    private static final class OfInstant extends TwoWayForm<Instant> {
        OfInstant(boolean textAlone) {
            super(Instant.class, textAlone);
        }

        @Override
        String json(Instant value) {
            return quoted(value.toString());
        }

        @Override
        Packed packed(Instant value) {
            return Packed.timestamp(value);
        }

        @Override
        Instant read(JsonValue value, Type type) {
            return point(value).toInstant();
        }
    }

    /** {@code DateTime} of UTC; {@code DateOnly} and {@code TimeOnly} where JPA or JDBC have put one of their own into it. */
    @SuppressWarnings("JavaUtilDate") // applications have them
    private static final class OfDate extends TwoWayForm<Date> {
        OfDate(boolean textAlone) {
            super(Date.class, textAlone);
        }

        @Override
        Date frozen(Date value) {
            return (Date) value.clone();
        }

        @Override
        String json(Date value) {
            if (value instanceof java.sql.Date day) {
                return DATE.json(day.toLocalDate());
            }
            return value instanceof java.sql.Time time
                    ? TIME.json(time.toLocalTime())
                    : quoted(value.toInstant().toString());
        }

        @Override
        Packed packed(Date value) {
            if (value instanceof java.sql.Date day) {
                return DATE.packed(day.toLocalDate());
            }
            return value instanceof java.sql.Time time
                    ? TIME.packed(time.toLocalTime())
                    : Packed.timestamp(value.toInstant());
        }

        @Override
        Date read(JsonValue value, Type type) {
            if (type == java.sql.Date.class) {
                return java.sql.Date.valueOf(DATE.read(value, type));
            }
            if (type == java.sql.Time.class) {
                return java.sql.Time.valueOf(TIME.read(value, type));
            }
            Instant instant = point(value).toInstant();
            return type == java.sql.Timestamp.class ? java.sql.Timestamp.from(instant) : Date.from(instant);
        }
    }

    /** {@code DateTime} of no kind. */
    private static final class OfLocalDateTime extends TwoWayForm<LocalDateTime> {
        OfLocalDateTime(boolean textAlone) {
            super(LocalDateTime.class, textAlone);
        }

        @Override
        String json(LocalDateTime value) {
            return quoted(DateTimes.text(value));
        }

        @Override
        Packed packed(LocalDateTime value) {
            return Packed.timestamp(DateTimes.unzoned(value));
        }

        @Override
        LocalDateTime read(JsonValue value, Type type) {
            return isText(value) ? DateTimes.clock(text(value)) : point(value).toLocalDateTime();
        }
    }

    /** {@code DateTimeOffset}. */
    private static final class OfOffsetDateTime extends TwoWayForm<OffsetDateTime> {
        OfOffsetDateTime(boolean textAlone) {
            super(OffsetDateTime.class, textAlone);
        }

        @Override
        String json(OffsetDateTime value) {
            return quoted(DateTimes.text(value.withOffsetSameInstant(ZoneOffset.ofTotalSeconds(60 * minutes(value)))));
        }

        /** Nobody else has offsets of seconds, as some towns had them long ago. */
        private static int minutes(OffsetDateTime value) {
            return value.getOffset().getTotalSeconds() / 60;
        }

        @Override
        Packed packed(OffsetDateTime value) {
            int minutes = minutes(value);
            return Packed.array(Packed.timestamp(value.toInstant().plusSeconds(60L * minutes)), Packed.number(minutes));
        }

        @Override
        OffsetDateTime read(JsonValue value, Type type) {
            return point(value);
        }
    }

    /** {@code DateTimeOffset}: .NET and browsers know no zones. */
    private static final class OfZonedDateTime extends TwoWayForm<ZonedDateTime> {
        OfZonedDateTime(boolean textAlone) {
            super(ZonedDateTime.class, textAlone);
        }

        @Override
        String json(ZonedDateTime value) {
            return POINT.json(value.toOffsetDateTime());
        }

        @Override
        Packed packed(ZonedDateTime value) {
            return POINT.packed(value.toOffsetDateTime());
        }

        @Override
        ZonedDateTime read(JsonValue value, Type type) {
            return point(value).toZonedDateTime();
        }
    }

    /** {@code DateTimeOffset}. */
    private static final class OfCalendar extends TwoWayForm<Calendar> {
        OfCalendar(boolean textAlone) {
            super(Calendar.class, textAlone);
        }

        @Override
        Calendar frozen(Calendar value) {
            return (Calendar) value.clone();
        }

        private static OffsetDateTime point(Calendar value) {
            return value.toInstant().atZone(value.getTimeZone().toZoneId()).toOffsetDateTime();
        }

        @Override
        String json(Calendar value) {
            return POINT.json(point(value));
        }

        @Override
        Packed packed(Calendar value) {
            return POINT.packed(point(value));
        }

        @Override
        Calendar read(JsonValue value, Type type) {
            return GregorianCalendar.from(WireForms.point(value).toZonedDateTime());
        }
    }

    /** {@code DateOnly}. */
    private static final class OfLocalDate extends TwoWayForm<LocalDate> {
        OfLocalDate(boolean textAlone) {
            super(LocalDate.class, textAlone);
        }

        @Override
        String json(LocalDate value) {
            return quoted(value.toString());
        }

        @Override
        Packed packed(LocalDate value) {
            return Packed.number(DateTimes.day(value));
        }

        @Override
        LocalDate read(JsonValue value, Type type) {
            return isText(value) ? DateTimes.date(text(value)) : DateTimes.date(number(value));
        }
    }

    /** {@code TimeOnly}. */
    private static final class OfLocalTime extends TwoWayForm<LocalTime> {
        OfLocalTime(boolean textAlone) {
            super(LocalTime.class, textAlone);
        }

        @Override
        String json(LocalTime value) {
            return quoted(DateTimes.text(value));
        }

        @Override
        Packed packed(LocalTime value) {
            return Packed.number(DateTimes.ticks(value));
        }

        @Override
        LocalTime read(JsonValue value, Type type) {
            return isText(value) ? LocalTime.parse(text(value)) : DateTimes.time(number(value));
        }
    }

    /** {@code TimeSpan}. */
    private static final class OfDuration extends TwoWayForm<Duration> {
        OfDuration(boolean textAlone) {
            super(Duration.class, textAlone);
        }

        /** What .NET can count, almost. */
        private static final Duration LONGEST = Duration.ofDays(10_675_199);

        @Override
        String json(Duration value) {
            return quoted(isBounded(value) ? DateTimes.text(value) : value.toString());
        }

        private static boolean isBounded(Duration value) {
            return value.compareTo(LONGEST) <= 0 && value.compareTo(LONGEST.negated()) >= 0;
        }

        @Override
        Packed packed(Duration value) {
            return isBounded(value) ? Packed.number(DateTimes.ticks(value)) : Packed.text(value.toString());
        }

        @Override
        Duration read(JsonValue value, Type type) {
            return isText(value) ? DateTimes.duration(text(value)) : DateTimes.duration(number(value));
        }
    }

    /** {@code decimal}, whose digits a double would not keep. */
    private static final class OfDecimal extends WireForm<BigDecimal> {
        /** Of a number that nobody can read at that length. */
        private static final int LONGEST = 100;

        @Override
        boolean isMarked(BigDecimal value) {
            return !(value instanceof UntypedNumber);
        }

        @Override
        void write(BigDecimal value, JsonGenerator generator) {
            generator.write(value);
        }

        @Override
        String json(BigDecimal value) {
            return value.toString();
        }

        @Override
        Packed packed(BigDecimal value) {
            boolean plain = Math.abs(value.scale()) <= LONGEST;
            return Packed.text(plain ? value.toPlainString() : value.toString());
        }
    }

    /** A whole number that 64 bits do not hold, and a double would not keep. */
    private static final class OfInteger extends WireForm<BigInteger> {
        @Override
        boolean isMarked(BigInteger value) {
            return value.bitLength() >= Long.SIZE;
        }

        @Override
        void write(BigInteger value, JsonGenerator generator) {
            generator.write(value);
        }

        @Override
        String json(BigInteger value) {
            return value.toString();
        }

        @Override
        Packed packed(BigInteger value) {
            return Packed.text(value.toString());
        }
    }

    /** Whatever a client likes, where an application names no type: as JSON-B has it, in the order in which it came. */
    private static final class OfAnything extends TwoWayForm<Object> {
        OfAnything() {
            super(Object.class, false);
        }

        @Override
        boolean reads(Type wanted) {
            return wanted == Object.class;
        }

        @Override
        boolean isAmong(Set<Class<?>> types) {
            return types.contains(Object.class);
        }

        @Override
        String json(Object value) {
            throw new UnsupportedOperationException("It has a type when it is written.");
        }

        @Override
        Packed packed(Object value) {
            throw new UnsupportedOperationException("It has a type when it is written.");
        }

        @Override
        Object read(JsonValue value, Type type) {
            return Objects.requireNonNull(anything(value)); // null does not come here
        }

        private static @Nullable Object anything(JsonValue value) {
            return switch (value.getValueType()) {
                case OBJECT -> {
                    Map<String, @Nullable Object> members = new LinkedHashMap<>();
                    value.asJsonObject().forEach((name, member) -> members.put(name, anything(member)));
                    yield members;
                }
                case ARRAY -> {
                    List<@Nullable Object> items = new ArrayList<>();
                    value.asJsonArray().forEach(item -> items.add(anything(item)));
                    yield items;
                }
                case STRING -> text(value);
                case NUMBER -> new UntypedNumber(value.toString());
                case TRUE -> true;
                case FALSE -> false;
                case NULL -> null;
            };
        }
    }

    /** {@code byte[]}. */
    private static final class OfBytes extends WireForm<byte[]> {
        @Override
        byte[] frozen(byte[] value) {
            return value.clone();
        }

        @Override
        String json(byte[] value) {
            return quoted(Base64.getEncoder().encodeToString(value));
        }

        @Override
        Packed packed(byte[] value) {
            return Packed.binary(value);
        }
    }

    /** An enum, which .NET has as a number in JSON and as a name in MessagePack. Constants count from 0 on, in their order. */
    @SuppressWarnings({"rawtypes", "EnumOrdinal"
    }) // JSON-B finds it by the superclass of each enum; .NET's numbers are ordinals
    private static final class OfEnum extends TwoWayForm<Enum> {
        private final Jsonb jsonb;

        OfEnum(Jsonb jsonb) {
            super(Enum.class, false);
            this.jsonb = jsonb;
        }

        @Override
        boolean isMarked(Enum value) {
            return !OwnForms.isSaidBy(value.getDeclaringClass());
        }

        /** By an adapter of its own. */
        @Override
        void write(Enum value, JsonGenerator generator) {
            generator.write(jsonb.fromJson(jsonb.toJson(value), JsonValue.class));
        }

        @Override
        boolean isOfJsonb(String json, Class<?> type, Jsonb unused) {
            Class<?> declared = type.isEnum() ? type : type.getSuperclass(); // a constant may have a body
            return Stream.of(declared.getEnumConstants())
                    .anyMatch(constant -> json.equals(quoted(((Enum) constant).name())));
        }

        @Override
        String key(Enum value) {
            return quoted(value.name());
        }

        @Override
        String json(Enum value) {
            return Integer.toString(value.ordinal());
        }

        @Override
        Packed packed(Enum value) {
            return Packed.text(value.name());
        }

        /** One with an adapter is read by that. */
        @Override
        Enum read(JsonValue value, Type type) {
            if (OwnForms.isSaidBy((Class<?>) type)) {
                return jsonb.fromJson(value.toString(), type);
            }
            Enum[] constants = (Enum[]) ((Class<?>) type).getEnumConstants();
            if (!isText(value)) {
                return constants[Math.toIntExact(number(value))];
            }
            String name = text(value);
            return Stream.of(constants)
                    .filter(constant -> constant.name().equals(name))
                    .findFirst()
                    .or(() -> Stream.of(constants)
                            .filter(constant -> constant.name().equalsIgnoreCase(name))
                            .findFirst())
                    .orElseThrow();
        }
    }

    private static final OfOffsetDateTime POINT = new OfOffsetDateTime(false);
    private static final OfLocalDate DATE = new OfLocalDate(false);
    private static final OfLocalTime TIME = new OfLocalTime(false);

    /** Text, or what MessagePack has of a {@code DateTimeOffset}: the time of the clock as if of UTC, and the offset in minutes. */
    private static OffsetDateTime point(JsonValue value) {
        if (value instanceof JsonString text) {
            return DateTimes.point(text.getString());
        }
        JsonArray both = (JsonArray) value;
        if (both.size() != 2) {
            throw new IllegalArgumentException();
        }
        ZoneOffset offset =
                ZoneOffset.ofTotalSeconds(Math.toIntExact(Math.multiplyExact(TwoWayForm.number(both.get(1)), 60L)));
        return DateTimes.point(both.getString(0)).toLocalDateTime().atOffset(offset);
    }
}
