package org.presencehub.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list at least every 250 ms and at most a megabyte a second: when is the next one due? */
class ListPacingTest {
    private static final long MILLI = 1_000_000;
    private static final long BUDGET = 1_000_000;

    private final ListPacing pacing = new ListPacing(Duration.ofMillis(250), BUDGET);

    @Test
    void nothingIsDueWithoutAChange() {
        assertThat(pacing.due(1)).isEmpty();
        assertThat(pacing.take(Long.MAX_VALUE, 1)).isFalse();
    }

    @Test
    void theFirstChangeIsFollowedAtOnce() {
        pacing.changed();
        assertThat(pacing.take(0, Integer.MAX_VALUE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0,               250", // an empty list is paced too
        "250_000,         250", // what the interval pays for
        "250_001,         250.001", // more takes longer
        "1_000_000,       1_000",
        "30_000_000,      30_000",
        "12_000_000_000,  12_000_000", // 30,000 users tell 30,000 connections
    })
    void theNextListWaitsUntilItIsPaidFor(String bytes, String millis) {
        long cost = Long.parseLong(bytes.replace("_", ""));
        long due = (long) (Double.parseDouble(millis.replace("_", "")) * MILLI);
        pacing.changed();
        pacing.take(0, 1);
        pacing.changed();
        assertThat(pacing.due(cost)).isEqualTo(OptionalLong.of(due));
        assertThat(pacing.take(due - 1, cost)).isFalse();
        assertThat(pacing.take(due, cost)).isTrue();
    }

    @Test
    void aListThatBecameLightDoesNotWaitForTheHeavyOneBeforeIt() {
        pacing.changed();
        pacing.take(0, 60 * BUDGET);
        pacing.changed();
        assertThat(pacing.due(100)).hasValue(250 * MILLI);
    }

    @Property(tries = 2000)
    void allListsButTheFirstArePaidFor(
            @ForAll @Size(max = 100) List<@LongRange(min = 0, max = 1000) Long> waits,
            @ForAll @Size(max = 100) List<@IntRange(min = 0, max = 2_000_000) Integer> costs) {
        ListPacing pacing = new ListPacing(Duration.ofMillis(250), BUDGET);
        long now = 0;
        long first = -1;
        long last = -1;
        double spent = 0;
        for (int i = 0; i < Math.min(waits.size(), costs.size()); i++) {
            now += waits.get(i) * MILLI;
            pacing.changed();
            if (pacing.take(now, costs.get(i))) {
                if (first < 0) {
                    first = now;
                } else {
                    assertThat(now - last).isGreaterThanOrEqualTo(250 * MILLI);
                    spent += costs.get(i);
                    assertThat(spent).isLessThanOrEqualTo(BUDGET * ((now - first) / 1e9) + 1);
                }
                last = now;
            }
        }
    }

    @Property(tries = 2000)
    void theLastChangeIsAlwaysFollowedByAListWhenItIsDue(
            @ForAll @Size(max = 50) List<@LongRange(min = 0, max = 1000) Long> waits,
            @ForAll @IntRange(min = 0, max = 2_000_000) int cost) {
        ListPacing pacing = new ListPacing(Duration.ofMillis(250), BUDGET);
        long now = 0;
        for (long wait : waits) {
            now += wait * MILLI;
            pacing.changed();
            boolean unused = pacing.take(now, cost);
        }
        OptionalLong due = pacing.due(cost);
        if (due.isPresent()) {
            assertThat(due.getAsLong()).isGreaterThan(now);
            assertThat(pacing.take(due.getAsLong(), cost)).isTrue();
        }
        assertThat(pacing.due(cost)).isEmpty();
    }
}
