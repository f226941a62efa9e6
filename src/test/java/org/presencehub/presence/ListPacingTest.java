package org.presencehub.presence;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.presencehub.presence.options.ListBudget;

/** A list at least every 250 ms and at most a megabyte a second: when is the next one due? */
class ListPacingTest {
    private static final long MILLI = 1_000_000;
    private static final long BUDGET = 1_000_000;

    private final ListPacing pacing = new ListPacing(ListBudget.DEFAULTS.withBytesPerSecond(BUDGET));

    @Test
    void nothingIsDueWithoutAChange() {
        assertThat(pacing.due(1)).isEmpty();
        assertThat(pacing.tryAcquire(Long.MAX_VALUE, 1)).isFalse();
    }

    @Test
    void theFirstChangeIsFollowedAtOnce() {
        pacing.changed(0);
        assertThat(pacing.tryAcquire(0, Integer.MAX_VALUE)).isTrue();
    }

    @Test
    void inQuietTimesEachChangeIsFollowedAtOnce() {
        for (long second = 0; second < 10; second++) {
            pacing.changed(second * 1000 * MILLI);
            assertThat(pacing.tryAcquire(second * 1000 * MILLI, BUDGET)).isTrue();
        }
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
    void inAStormTheNextListWaitsUntilItIsPaidFor(String bytes, String millis) {
        long cost = Long.parseLong(bytes.replace("_", ""));
        long due = (long) (Double.parseDouble(millis.replace("_", "")) * MILLI);
        pacing.changed(0);
        pacing.tryAcquire(0, 1);
        pacing.changed(due); // it rages on
        assertThat(pacing.due(cost)).isEqualTo(OptionalLong.of(due));
        assertThat(pacing.tryAcquire(due - 1, cost)).isFalse();
        assertThat(pacing.tryAcquire(due, cost)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"5_000_000, 0", "1_000_000_000, 0", "2_000_000, 3_000_000", "6_000_000, 3_000_000"})
    void theLastListOfAStormLeavesWhenItIsOverIfEnoughIsSaved(String bytes, String spent) {
        long cost = Long.parseLong(bytes.replace("_", ""));
        pacing.changed(0);
        pacing.tryAcquire(0, Long.parseLong(spent.replace("_", "")));
        long over = 10_000 * MILLI;
        pacing.changed(over);
        assertThat(pacing.due(cost)).hasValue(Math.min(over + 250 * MILLI, Math.max(250, cost / 1000) * MILLI));
    }

    @Test
    void whatIsNotSavedIsWaitedFor() {
        pacing.changed(0);
        pacing.tryAcquire(0, 5 * BUDGET); // all that was saved
        pacing.changed(100 * MILLI);
        assertThat(pacing.due(3 * BUDGET)).hasValue(3_000 * MILLI);
        pacing.tryAcquire(3_000 * MILLI, 3 * BUDGET);
        pacing.changed(3_100 * MILLI);
        assertThat(pacing.due(40 * BUDGET))
                .hasValue(8_000 * MILLI); // a list that is dearer than anything saved must come, too
        pacing.tryAcquire(8_000 * MILLI, 40 * BUDGET);
        pacing.changed(8_100 * MILLI);
        assertThat(pacing.due(BUDGET)).hasValue(8_000 * MILLI + 1_000 * MILLI);
        assertThat(pacing.due(10)).hasValue(8_250 * MILLI);
    }

    @Test
    void aListThatBecameLightDoesNotWaitForTheHeavyOneBeforeIt() {
        pacing.changed(0);
        pacing.tryAcquire(0, 60 * BUDGET);
        pacing.changed(250 * MILLI);
        assertThat(pacing.due(100)).hasValue(250 * MILLI);
    }

    @Property(tries = 2000)
    void listsCostWhatTheBudgetAllowsAndWhatWasSaved(
            @ForAll @Size(max = 100) List<@LongRange(min = 0, max = 1000) Long> waits,
            @ForAll @Size(max = 100) List<@IntRange(min = 0, max = 2_000_000) Integer> costs) {
        ListPacing pacing = new ListPacing(ListBudget.DEFAULTS.withBytesPerSecond(BUDGET));
        long now = 0;
        long last = Long.MIN_VALUE / 2;
        double spent = 0;
        for (int i = 0; i < Math.min(waits.size(), costs.size()); i++) {
            now += waits.get(i) * MILLI;
            pacing.changed(now);
            if (pacing.tryAcquire(now, costs.get(i))) {
                assertThat(now - last).isGreaterThanOrEqualTo(250 * MILLI);
                spent += costs.get(i);
                assertThat(spent).isLessThanOrEqualTo(BUDGET * (5 + now / 1e9) + 2_000_000 + 1);
                last = now;
            }
        }
    }

    @Property(tries = 2000)
    void theLastChangeIsAlwaysFollowedByAListWhenItIsDue(
            @ForAll @Size(max = 50) List<@LongRange(min = 0, max = 1000) Long> waits,
            @ForAll @IntRange(min = 0, max = 20_000_000) int cost) {
        ListPacing pacing = new ListPacing(ListBudget.DEFAULTS.withBytesPerSecond(BUDGET));
        long now = 0;
        for (long wait : waits) {
            now += wait * MILLI;
            pacing.changed(now);
            boolean unused = pacing.tryAcquire(now, cost);
        }
        OptionalLong due = pacing.due(cost);
        if (due.isPresent()) {
            assertThat(due.getAsLong()).isGreaterThan(now);
            assertThat(pacing.tryAcquire(due.getAsLong(), cost)).isTrue();
        }
        assertThat(pacing.due(cost)).isEmpty();
    }
}
