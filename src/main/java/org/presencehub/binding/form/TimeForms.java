package org.presencehub.binding.form;

import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import org.presencehub.protocol.Packed;

/** The forms of times. Stateless. */
final class TimeForms {
    private static final List<TwoWayForm<?>> ALL = all(true);
    private static final OfOffsetDateTime POINT = new OfOffsetDateTime(false);
    private static final OfLocalDate DATE = new OfLocalDate(false);
    private static final OfLocalTime TIME = new OfLocalTime(false);

    private TimeForms() {}

    /** @param textAlone whether times are read as text alone, as in JSON */
    static List<TwoWayForm<?>> all(boolean textAlone) {
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

    /** {@return whether a date format can be meant for the type} */
    static boolean canBeFormatted(Class<?> type) {
        return type != Duration.class && ALL.stream().anyMatch(form -> form.reads(type));
    }

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
            return GregorianCalendar.from(TimeForms.point(value).toZonedDateTime());
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
}
