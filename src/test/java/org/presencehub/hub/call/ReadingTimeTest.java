package org.presencehub.hub.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadingTimeTest {
    private static final long START = Long.MAX_VALUE - 5; // a clock may begin anywhere

    private final ReadingTime time = new ReadingTime();

    private static long after(long millis) {
        return START + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void aTenthOfTheTimeIsThere() {
        assertThat(time.isLeft(START)).isTrue();
        time.spend(TimeUnit.MILLISECONDS.toNanos(49));
        assertThat(time.isLeft(after(49))).isTrue();
        time.spend(TimeUnit.MILLISECONDS.toNanos(1));

        assertThat(time.isLeft(after(50))).isFalse();
        assertThat(time.isLeft(after(499))).isFalse();
        assertThat(time.isLeft(after(500))).isTrue();
    }

    @Test
    void whoSpendsLittleIsNeverStopped() {
        for (int each = 0; each < 10_000; each++) {
            assertThat(time.isLeft(after(each))).isTrue();
            time.spend(TimeUnit.MICROSECONDS.toNanos(90));
        }
    }
}
