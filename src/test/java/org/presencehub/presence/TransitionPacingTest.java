package org.presencehub.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransitionPacingTest {
    private static final long MILLI = 1_000_000;

    private final TransitionPacing ticks = new TransitionPacing();

    @Test
    void nothingIsDueWithoutAChange() {
        assertThat(ticks.due(1)).isEmpty();
        assertThat(ticks.tryAcquire(Long.MAX_VALUE, 1)).isFalse();
    }

    @Test
    void theFirstChangeLeavesAtOnce() {
        ticks.changed();
        assertThat(ticks.tryAcquire(0, Integer.MAX_VALUE)).isTrue();
        assertThat(ticks.due(1)).isEmpty();
    }

    @Test
    void itIsNeverDueBeforeAnyTime() {
        ticks.changed();
        assertThat(ticks.due(1).orElseThrow()).isGreaterThan(-1_000 * MILLI);
    }

    @Test
    void whatIsSlowerThanTheTicksLeavesAtOnce() {
        long now = 0;
        for (int each = 0; each < 10; each++, now += 100 * MILLI) {
            ticks.changed();
            assertThat(ticks.tryAcquire(now, 1000)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 20", "1, 20", "200, 20", "201, 20.1", "2000, 200", "5000, 500", "5001, 500", "2147483647, 500"})
    void inAStormTheNextOneWaitsTheLongerTheMoreAreTold(int audience, double millis) {
        long due = (long) (millis * MILLI);
        ticks.changed();
        boolean unused = ticks.tryAcquire(0, audience);
        ticks.changed();
        assertThat(ticks.due(audience)).isEqualTo(OptionalLong.of(due));
        assertThat(ticks.tryAcquire(due - 1, audience)).isFalse();
        assertThat(ticks.tryAcquire(due, audience)).isTrue();
    }
}
