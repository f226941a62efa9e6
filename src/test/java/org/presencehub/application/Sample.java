package org.presencehub.application;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an application of .NET may have in one object. Immutable, as long as nobody writes to its bytes. */
@SuppressWarnings("ArrayRecordComponent") // as applications have them
public record Sample(
        @Nullable String text,
        int number,
        long big,
        @Nullable BigDecimal price,
        boolean yes,
        @Nullable UUID id,
        @Nullable Instant when,
        @Nullable OffsetDateTime at,
        @Nullable Duration lasts,
        @Nullable LocalDate day,
        byte @Nullable [] data,
        @Nullable Colour colour,
        @Nullable List<String> list,
        @Nullable Map<String, Integer> map,
        @Nullable Sample inner,
        @Nullable Integer maybe) {
    /** By the names that .NET has: its clients read them by the letter in MessagePack. */
    public enum Colour {
        Red,
        Green,
        Blue
    }
}
