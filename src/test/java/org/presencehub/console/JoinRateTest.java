package org.presencehub.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How many came in the last minute, and how that went on. */
class JoinRateTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final JoinRate joins = new JoinRate();

    @Test
    void countsTheLastMinute() {
        joins.joined(NOON);
        joins.joined(NOON.plusSeconds(30));
        joins.joined(NOON.plusSeconds(30));

        assertThat(joins.at(NOON.plusSeconds(30)).lastMinute()).isEqualTo(3);
        assertThat(joins.at(NOON.plusSeconds(59)).lastMinute()).isEqualTo(3);
        assertThat(joins.at(NOON.plusSeconds(61)).lastMinute()).isEqualTo(2);
        assertThat(joins.at(NOON.plusSeconds(95)).lastMinute()).isZero();
    }

    @Test
    void keepsFiveMinutesInSlotsTheNewestLast() {
        joins.joined(NOON);
        joins.joined(NOON.plusSeconds(292));

        ConsoleView.Joins fiveMinutes = joins.at(NOON.plusSeconds(299));
        assertThat(fiveMinutes.slots()).hasSize(60).startsWith(1, 0).endsWith(1, 0);
        assertThat(fiveMinutes.slotSeconds()).isEqualTo(5);
        assertThat(joins.at(NOON.plusSeconds(300)).slots()).startsWith(0).endsWith(1, 0, 0);
        assertThat(joins.at(NOON.plusSeconds(3600)).slots()).containsOnly(0);
    }

    @Test
    void takesNewsThatComesLate() {
        joins.at(NOON.plusSeconds(60));
        joins.joined(NOON.plusSeconds(10));
        joins.joined(NOON.minusSeconds(3600));

        assertThat(joins.at(NOON.plusSeconds(60)).lastMinute()).isEqualTo(1);
    }
}
