package org.presencehub.hub.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallRateTest {
    private long now = Long.MAX_VALUE - 10; // the clock may run over
    private final CallRate rate = new CallRate(10, now);

    @Test
    void aRestPaysForABurstOfASecondsCallsAndNoMore() {
        pass(Duration.ofHours(1));
        assertThat(taken(100)).isEqualTo(10);
    }

    @Test
    void afterABurstCallsComeAtTheRate() {
        assertThat(taken(100)).isEqualTo(10);
        pass(Duration.ofMillis(99));
        assertThat(taken(1)).isZero();
        pass(Duration.ofMillis(1));
        assertThat(taken(2)).isEqualTo(1);
        pass(Duration.ofMillis(300));
        assertThat(taken(100)).isEqualTo(3);
    }

    @Test
    void withoutALimitThereIsNone() {
        CallRate unlimited = new CallRate(0, now);
        assertThat(IntStream.range(0, 1_000_000).allMatch(i -> unlimited.tryAcquire(now)))
                .isTrue();
    }

    private long taken(int attempts) {
        return IntStream.range(0, attempts).filter(i -> rate.tryAcquire(now)).count();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
