package org.presencehub.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BurstTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 10); // a clock may overflow
    private final Burst burst = new Burst(clock::get);

    @Test
    void everyHundredAndTwentyEighthFrameOfThoseThatComeAtOnceLetsOthersRead() {
        int letOthers = 0;
        for (int frame = 0; frame < 10 * 128; frame++) {
            letOthers += burst.isLong() ? 1 : 0;
            clock.addAndGet(TimeUnit.MICROSECONDS.toNanos(100));
        }

        assertThat(letOthers).isEqualTo(10);
    }

    @Test
    void whoTakesItsTimeReadsOn() {
        for (int frame = 0; frame < 10 * 128; frame++) {
            assertThat(burst.isLong()).isFalse();
            clock.addAndGet(TimeUnit.MICROSECONDS.toNanos(200));
        }
    }
}
