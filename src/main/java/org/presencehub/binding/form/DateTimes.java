package org.presencehub.binding.form;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as text, in each form that .NET and browsers write. Stateless. */
final class DateTimes {
    /** What .NET counts time in: 100 ns. */
    private static final long TICKS_OF_A_SECOND = 10_000_000;

    private static final int NANOS_OF_A_TICK = 100;

    /** The first day of .NET's calendar, 0001-01-01, is its day 0. */
    private static final long EPOCH_DAY = 719_162;

    /** {@code -1.02:03:04.5000000}: days and fraction may be missing. */
    private static final Pattern TIME_SPAN =
            Pattern.compile("(-)?(?:(\\d{1,8})\\.)?(\\d{1,2}):([0-5]?\\d):([0-5]?\\d)(?:\\.(\\d{1,7}))?");

    private DateTimes() {}

    /** {@return the point in time} A time without an offset is one of UTC, and a date is its beginning there. */
    static OffsetDateTime point(String text) {
        TemporalAccessor read = parse(text);
        if (read instanceof ZonedDateTime zoned) {
            return zoned.toOffsetDateTime();
        }
        return read instanceof LocalDateTime local
                ? local.atOffset(ZoneOffset.UTC)
                : ((LocalDate) read).atStartOfDay().atOffset(ZoneOffset.UTC);
    }

    /** {@return what a clock showed there} */
    static LocalDateTime clock(String text) {
        TemporalAccessor read = parse(text);
        if (read instanceof ZonedDateTime zoned) {
            return zoned.toLocalDateTime();
        }
        return read instanceof LocalDateTime local ? local : ((LocalDate) read).atStartOfDay();
    }

    /** {@return the day} A time of the day there would be lost, and an offset may mean another day elsewhere. */
    static LocalDate date(String text) {
        TemporalAccessor read = parse(text);
        if (read instanceof LocalDate date) {
            return date;
        }
        if (read instanceof LocalDateTime local && local.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            return local.toLocalDate();
        }
        throw new DateTimeException("It is more than a day.");
    }

    private static TemporalAccessor parse(String text) {
        return text.indexOf('T') < 0 && text.indexOf('t') < 0
                ? LocalDate.parse(text)
                : DateTimeFormatter.ISO_DATE_TIME.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
    }

    static String text(OffsetDateTime time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    }

    static String text(LocalDateTime time) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
    }

    static String text(LocalTime time) {
        return DateTimeFormatter.ISO_LOCAL_TIME.format(time);
    }

    /** {@return the time of the clock as if that were one of UTC} So .NET packs times with an offset. */
    static Instant unzoned(LocalDateTime clock) {
        return clock.toInstant(ZoneOffset.UTC);
    }

    static long day(LocalDate date) {
        return date.toEpochDay() + EPOCH_DAY;
    }

    static LocalDate date(long day) {
        return LocalDate.ofEpochDay(Math.subtractExact(day, EPOCH_DAY));
    }

    static long ticks(LocalTime time) {
        return time.toNanoOfDay() / NANOS_OF_A_TICK;
    }

    static LocalTime time(long ticks) {
        return LocalTime.ofNanoOfDay(Math.multiplyExact(ticks, NANOS_OF_A_TICK));
    }

    /** Cuts off what is less than a tick. */
    static long ticks(Duration duration) {
        BigInteger nanos = BigInteger.valueOf(duration.getSeconds())
                .multiply(BigInteger.valueOf(TICKS_OF_A_SECOND * NANOS_OF_A_TICK))
                .add(BigInteger.valueOf(duration.getNano()));
        return nanos.divide(BigInteger.valueOf(NANOS_OF_A_TICK)).longValueExact();
    }

    static Duration duration(long ticks) {
        return Duration.ofSeconds(
                Math.floorDiv(ticks, TICKS_OF_A_SECOND), Math.floorMod(ticks, TICKS_OF_A_SECOND) * NANOS_OF_A_TICK);
    }

    static String text(Duration duration) {
        Duration length = duration.abs();
        int ticks = length.toNanosPart() / NANOS_OF_A_TICK;
        return (duration.isNegative() ? "-" : "")
                + (length.toDays() > 0 ? length.toDays() + "." : "")
                + digits(2, length.toHoursPart()) + ":" + digits(2, length.toMinutesPart()) + ":"
                + digits(2, length.toSecondsPart())
                + (ticks > 0 ? "." + digits(7, ticks) : "");
    }

    /** Not {@code String.format}: that has the digits of the server's country. */
    private static String digits(int count, int number) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, count - digits.length())) + digits;
    }

    /** Also as ISO 8601 has it, which JSON-B writes. */
    static Duration duration(String text) {
        Matcher parts = TIME_SPAN.matcher(text);
        if (!parts.matches()) {
            return Duration.parse(text);
        }
        Duration length = Duration.ofDays(number(parts.group(2)))
                .plusHours(number(parts.group(3)))
                .plusMinutes(number(parts.group(4)))
                .plusSeconds(number(parts.group(5)))
                .plusNanos(fraction(parts.group(6)));
        return parts.group(1) == null ? length : length.negated();
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static long fraction(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong((digits + "000000000").substring(0, 9));
    }
}
